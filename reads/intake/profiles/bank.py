"""A profile of kind "bank": what the columns of one bank's CSV mean. Nothing of it is guessed.

kind = "bank"
dates = "MM/DD/YYYY"            or DD/MM/YYYY, YYYY-MM-DD, M/D/YYYY (with or without zeros)
currency = "USD"
account = "operating"           what the account is called, where no column says it
decimal = "."                   or ","; the other sign may part thousands
delimiter = ";"                 else a comma
encoding = "cp1252"             else UTF-8
header_row = 3                  else the first row
skip_rows = ["Balance"]         rows whose first filled cell begins so are no transactions

[columns]
day = "Posting Date"
amount = "Amount"               with a sign; or credit and debit, each without one
text = ["Description", "Memo"]  every column whose words may say what is paid
id = "Transaction ID"           the bank's own, if there is one
reference = "Check Number"
payer = "Name"
account = "Account"
status = "Status"               and below which words mean that nothing has moved yet
pending = ["Pending"]
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from reads.core.currency import is_currency
from reads.intake.profiles.profile import ProfileText

KIND = "bank"
DATES = ("MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD", "M/D/YYYY", "YYYYMMDD", "MM/DD/YY")
_SINGLE = ("day", "amount", "credit", "debit", "id", "reference", "payer", "account", "status")


@dataclass(frozen=True, slots=True)
class BankProfile:
    """What one bank's CSV means; `columns` has the header's name of each that is given, `texts` those of words."""

    name: str
    columns: Mapping[str, str]
    texts: tuple[str, ...]
    dates: str
    currency: str
    account: str
    decimal: str
    delimiter: str
    encoding: str
    header_row: int
    skip_rows: tuple[str, ...]
    pending: tuple[str, ...]


def bank_profile(profile: ProfileText, name: str) -> BankProfile:
    """The profile that the text describes; FaultyInput with every fault of it."""
    profile.value("kind")
    columns = {key: profile.text(f"columns.{key}") for key in _SINGLE}
    columns = {key: column for key, column in columns.items() if column}
    made = BankProfile(
        name=name,
        columns=columns,
        texts=profile.texts("columns.text"),
        dates=profile.word("dates", DATES, ""),
        currency=profile.text("currency"),
        account=profile.text("account"),
        decimal=profile.word("decimal", (".", ","), "."),
        delimiter=profile.text("delimiter", ","),
        encoding=profile.text("encoding", "utf-8-sig"),
        header_row=profile.whole("header_row", 1, 1),
        skip_rows=profile.texts("skip_rows"),
        pending=profile.texts("columns.pending"),
    )
    _check(profile, made)
    profile.end()
    profile.refuse_faults()
    return made


def _check(profile: ProfileText, made: BankProfile) -> None:
    if not made.dates:
        profile.fault("dates", "missing", "isn't given", f"write one of {', '.join(DATES)}, as the bank writes days")
    if not is_currency(made.currency):
        profile.fault("currency", "missing", "is no currency", 'write currency = "USD"')
    if len(made.delimiter) != 1:
        profile.fault("delimiter", "unknown_value", "is not one sign", 'write it like ";"')
    if "day" not in made.columns:
        profile.fault("columns.day", "missing", "isn't given", 'write day = "Posting Date" below [columns]')
    if ("amount" in made.columns) == bool({"credit", "debit"} & made.columns.keys()):
        remedy = "give amount, or credit and debit"
        profile.fault("columns.amount", "missing", "either amount, or credit and debit", remedy)
    if made.pending and "status" not in made.columns:
        profile.fault("columns.status", "missing", "isn't given beside pending", "name the column of the status")
    try:
        codecs.lookup(made.encoding)
    except LookupError:
        profile.fault("encoding", "unknown_value", "is no encoding", 'write it like "cp1252"')
