"""A bank's CSV, read as the profile says; a cell that isn't as it says refuses the file, by row and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO

from invoicing.receivables.bank.bank_line import BankFile, BankLine, LineNature, keyed
from invoicing.receivables.bank.errors import BankFileUnread
from reads.core.money import Money
from reads.intake.profiles.bank import BankProfile

KIND = "csv"
_AMOUNTS = ("amount", "credit", "debit")
_PATTERNS = {
    "MM/DD/YYYY": ("%m/%d/%Y", r"\d\d/\d\d/\d{4}"),
    "M/D/YYYY": ("%m/%d/%Y", r"\d{1,2}/\d{1,2}/\d{4}"),
    "DD/MM/YYYY": ("%d/%m/%Y", r"\d\d/\d\d/\d{4}"),
    "MM/DD/YY": ("%m/%d/%y", r"\d\d/\d\d/\d\d"),
    "YYYY-MM-DD": ("%Y-%m-%d", r"\d{4}-\d\d-\d\d"),
    "YYYYMMDD": ("%Y%m%d", r"\d{8}"),
}


def read_csv(data: bytes, profile: BankProfile, name: str) -> BankFile:
    """Every row below the header but those that the profile says are none."""
    try:
        text = data.decode(profile.encoding)
    except UnicodeDecodeError:
        raise BankFileUnread(
            name, f"it isn't written in {profile.encoding}", "say its encoding in the profile"
        ) from None
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=profile.delimiter, strict=False))
    if len(rows) < profile.header_row:
        raise BankFileUnread(name, f"it has no row {profile.header_row}, where the header stands")
    header = [cell.strip() for cell in rows[profile.header_row - 1]]
    twice = [each for each in (*profile.columns.values(), *profile.texts) if header.count(each) > 1]
    if twice:
        raise BankFileUnread(name, f"it has two columns {twice[0]!r}", "give one of them another name in the file")
    missing = [each for each in (*profile.columns.values(), *profile.texts) if each not in header]
    if missing:
        remedy = f"the header has: {', '.join(header)}; mend the profile {profile.name}"
        raise BankFileUnread(name, f"it has no column {missing[0]!r}", remedy)
    table = _Table(profile, tuple(header), name)
    return BankFile(KIND, keyed(KIND, table.lines(rows[profile.header_row :])))


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below a header."""

    profile: BankProfile
    header: tuple[str, ...]
    name: str

    def lines(self, rows: Sequence[Sequence[str]]) -> Iterator[BankLine]:
        """A line a row."""
        for number, row in enumerate(rows, self.profile.header_row + 1):
            filled = [cell.strip() for cell in row if cell.strip()]
            if not filled or any(filled[0].startswith(word) for word in self.profile.skip_rows):
                continue
            self._closed(row, number)
            if len(row) < len(self.header) or any(cell.strip() for cell in row[len(self.header) :]):
                fault = f"row {number} has {len(row)} cells, the header {len(self.header)}"
                raise BankFileUnread(self.name, fault, "a cell with the separator in it stands in quotes")
            yield self._line(dict(zip(self.header, (cell.strip() for cell in row), strict=False)), number)

    def _closed(self, row: Sequence[str], number: int) -> None:
        """A quote that nobody closed makes one cell of the rows after it, and their money is lost: each has its day."""
        form = _PATTERNS[self.profile.dates][1]
        for cell in row:
            _, _, after = cell.partition("\n")
            if any(
                re.fullmatch(form, part.strip())
                for part in re.split(rf"[\r\n{re.escape(self.profile.delimiter)}]", after)
            ):
                fault = f"row {number}: a cell that begins {cell[:20]!r} runs over other rows"
                raise BankFileUnread(self.name, fault, "a quote in it isn't closed: take it out, or write it twice")

    def _line(self, cells: dict[str, str], number: int) -> BankLine:
        said = {key: cells[column] for key, column in self.profile.columns.items()}
        amount = self._amount(said, number)
        words = [cells[column] for column in self.profile.texts]
        about = filter(None, (*words, said.get("payer", ""), said.get("reference", "")))
        is_pending = said.get("status", "") in self.profile.pending if self.profile.pending else False
        return BankLine(
            account=said.get("account", "") or self.profile.account,
            amount=amount,
            day=self._day(said["day"], number),
            nature=LineNature.PENDING if is_pending else LineNature.CASH if amount else LineNature.NOTE,
            reference=said.get("reference", "") or said.get("id", ""),
            texts=(" ".join(about), "".join(words)),
            payer=said.get("payer", ""),
            bank_id=said.get("id", ""),
            remark="" if any(said.get(key) for key in _AMOUNTS) else "neither a credit nor a debit stands in its row",
        )

    def _day(self, text: str, number: int) -> date:
        pattern, form = _PATTERNS[self.profile.dates]
        try:
            if re.fullmatch(form, text):
                return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            pass
        raise self._fault(number, text, f"no day written {self.profile.dates}")

    def _amount(self, said: dict[str, str], number: int) -> Money:
        if "amount" in said:
            return self._money(said["amount"], number)
        nothing = Money(0, self.profile.currency)
        credit, debit = (self._money(said[key], number) if said.get(key) else nothing for key in ("credit", "debit"))
        if credit and debit:
            raise self._fault(number, said["debit"], "a debit beside a credit")
        return credit or (-debit if debit.minor > 0 else debit)

    def _money(self, text: str, number: int) -> Money:
        """Thousands may be parted by the other sign, in threes only; below zero by a minus sign, before or behind,
        parentheses, or DR behind; CR behind is above zero. Two of them in one cell have two readings.
        """
        mark = str(self.profile.decimal)
        other = "," if mark == "." else "."
        plain, below = text.replace("$", "").strip(), False
        if plain.startswith("(") and plain.endswith(")"):
            plain, below = plain[1:-1], True
        elif plain[:1] in {"-", "+"}:
            plain, below = plain[1:], plain[0] == "-"
        elif behind := re.fullmatch(r"(.*[0-9])(-|\s*(?:CR|DR))", plain, re.IGNORECASE):
            plain, below = behind[1], behind[2].strip().upper() != "CR"
        found = re.fullmatch(
            rf"(\d{{1,3}}(?:{re.escape(other)}\d{{3}})+|\d{{1,15}})(?:{re.escape(mark)}(\d+))?", plain.strip()
        )
        if not found:
            raise self._fault(number, text, f"no amount with {mark!r} before its decimals")
        try:
            money = Money.of(f"{found[1].replace(other, '')}.{found[2] or '0'}", self.profile.currency)
        except ValueError as error:
            raise self._fault(number, text, str(error)) from None
        return -money if below else money

    def _fault(self, number: int, text: str, what: str) -> BankFileUnread:
        return BankFileUnread(self.name, f"row {number}: {text!r} is {what}", f"mend the profile {self.profile.name}")
