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

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reads.core.currency import currency_code
from reads.core.toml_table import Section
from reads.intake.profiles.profile import ProfileKind, ProfileText, encoding_of, kind_said, sign_of

_SINGLE = {
    "day": '"Posting Date"',
    "amount": '"Amount"',
    "credit": '"Credit"',
    "debit": '"Debit"',
    "id": '"Transaction ID"',
    "reference": '"Check Number"',
    "payer": '"Name"',
    "account": '"Account"',
    "status": '"Status"',
}
_SEVERAL = {"text": '["Description", "Memo"]', "pending": '["Pending"]'}


class _Dates(StrEnum):
    """How a bank writes days."""

    AMERICAN = "MM/DD/YYYY"
    EUROPEAN = "DD/MM/YYYY"
    ISO = "YYYY-MM-DD"
    SHORT = "M/D/YYYY"
    PLAIN = "YYYYMMDD"
    TWO_DIGITS = "MM/DD/YY"


class _Decimal(StrEnum):
    """The sign before the cents."""

    POINT = "."
    COMMA = ","


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
    head = profile.opened()
    kind_said(head, ProfileKind.BANK)
    head.need("dates", '"MM/DD/YYYY"')
    head.need("currency", '"USD"')
    columns = _columns(head)
    texts, pending = columns.pop("text", ()), columns.pop("pending", ())
    made = BankProfile(
        name=name,
        columns={key: named[0] for key, named in columns.items()},
        texts=texts,
        dates=head.choice("dates", _Dates, _Dates.AMERICAN),
        currency=head.form("currency", currency_code, '"USD"') or "",
        account=head.text("account", '"operating"'),
        decimal=head.choice("decimal", _Decimal, _Decimal.POINT),
        delimiter=sign_of(head, "delimiter", ",") or ",",
        encoding=encoding_of(head) or "utf-8-sig",
        header_row=head.count("header_row", 1) or 1,
        skip_rows=head.words("skip_rows", '["Balance"]', may_be_empty=True),
        pending=pending,
    )
    head.finish()
    profile.refuse_faults()
    return made


def _columns(head: Section) -> dict[str, tuple[str, ...]]:
    head.need("columns", "[columns]")
    section = head.section("columns", "[columns]")
    if section is None:
        return {}
    section.need("day", '"Posting Date"')
    found: dict[str, tuple[str, ...]] = {key: (section.text(key, example),) for key, example in _SINGLE.items()}
    found |= {key: section.words(key, example, may_be_empty=True) for key, example in _SEVERAL.items()}
    found = {key: named for key, named in found.items() if any(named)}
    if ("amount" in found) == bool({"credit", "debit"} & found.keys()):
        message = "a line's amount stands in `amount`, or in `credit` and `debit`"
        section.fault("missing_key", message, "give amount, or credit and debit", "amount")
    if "pending" in found and "status" not in found:
        section.fault("missing_key", "`status` isn't given beside `pending`", "name the column of the status", "status")
    section.finish()
    return found
