"""Which format a bank's file is of, by what it begins with; a CSV says nothing of itself and needs a profile."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

from invoicing.receivables.bank.bai2_file import is_bai2, read_bai2
from invoicing.receivables.bank.bank_csv import read_csv
from invoicing.receivables.bank.bank_line import BankFile
from invoicing.receivables.bank.camt053_file import is_xml, read_camt053
from invoicing.receivables.bank.errors import BankFileUnread
from invoicing.receivables.bank.ofx_file import is_ofx, read_ofx
from invoicing.receivables.bank.x12_820 import addenda_of, is_x12, read_820
from reads.claims.x12.segment_reader import encoding_of
from reads.intake.profiles.bank import BankProfile

_HEAD = 2_000
_OTHERS = {
    "an MT940": re.compile(r":20:.*^:25:.*^:(?:60[FM]|28C?):", re.MULTILINE | re.DOTALL),
    "a file of ACH payments (NACHA)": re.compile(r"\A101[ 0-9][0-9]{9}.*^5[0-9]{3}", re.MULTILINE | re.DOTALL),
}
"""Banks' other forms, by what they begin with."""

NO_LINE = "the file has no line"
"""What is said of a day on which nothing happened: nobody has to look."""


def read_bank_file(data: bytes, name: str, profile: BankProfile | None = None) -> BankFile:
    """All of its lines, keyed; BankFileUnread where it is of no known form or any of it is in doubt."""
    found = _read(data, name, profile)
    if not found.lines and not found.remarks:
        return replace(found, remarks=(NO_LINE,))
    return replace(found, lines=tuple(addenda_of(line, name) for line in found.lines))


def _read(data: bytes, name: str, profile: BankProfile | None) -> BankFile:
    if profile is not None:
        return read_csv(data, profile, name)
    if is_ofx(data):
        return read_ofx(data, name)
    if is_xml(data):
        return read_camt053(data, name)
    text = data.decode(encoding_of(BytesIO(data)), errors="replace")
    if is_bai2(text):
        return read_bai2(text, name)
    if is_x12(text):
        return read_820(data, name)
    for other, form in _OTHERS.items():
        if form.search(text[:_HEAD]):
            raise BankFileUnread(
                name, f"it is {other}, which is not read", "ask the bank for BAI2, camt.053, OFX or a CSV"
            )
    raise BankFileUnread(
        name,
        "it is neither BAI2, OFX, camt.053 nor X12 820",
        'a CSV needs --profile NAME: a file of the books\' profiles/ with kind = "bank"',
    )
