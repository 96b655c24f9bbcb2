"""Material for exports from a few words: October at Mercy, with whatever lines, memos and payments a test needs."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.journal import JournalEntry
from invoicing.exports.papers_and_deeds import Effect, ExportPeriod, Grouping, Material, Movement
from invoicing.papers.paper import Paper, PaperKind, PaperLine
from invoicing.pricing.priced_month import LineKind
from invoicing.receivables.account import EntryKind
from reads.core.money import Money
from tests.invoicing.documents.papers import BILL_TO, OCTOBER, line, paper

NASTY = (
    'Acme, "Radiology" & Sons',
    "tab\there",
    "line\nbreak",
    "semi; colon | pipe",
    "Ünïcødé Ärzte",
    "O'Brien",
    "back\\slash",
    "paren(thesis)",
    "colon:sub",
    "  two  spaces  ",
)
"""Names that break rows, columns, comments or quotes of some format."""


def october(*papers: Paper, movements: Sequence[Movement] = (), **changes: Any) -> Material:
    """October's material: these papers, else one of reads, a surcharge, a credit, a minimum, a fee and a tax."""
    settings = changes.pop("settings", {})
    made = Material(ExportPeriod(OCTOBER, OCTOBER), papers or (every_kind(),), Chart.of(settings), tuple(movements))
    return replace(made, **changes)


def every_kind(**changes: Any) -> Paper:
    """An invoice with a line of every kind."""
    lines: list[PaperLine] = [
        line("CT head 120 × 38.00"),
        line("CT head, Volume above 500 10 × 30.4050"),
        line("Night 12 × 9.50", kind=LineKind.SURCHARGE),
        line("Late = -45.00", None, LineKind.TURNAROUND),
        line("Compliance = -12.34", None, LineKind.COMPLIANCE),
        line("Cap = -100.00", None, LineKind.MAXIMUM),
        line("Minimum = 500.01", None, LineKind.MINIMUM),
        line("PACS 2 × 150.00", None, LineKind.FIXED),
        line("September = 17.33", None, LineKind.PRIOR),
        line("State tax = 345.10", None, LineKind.TAX),
    ]
    return paper(*lines, **changes)


def credit(amount: str = "76.00", **changes: Any) -> Paper:
    """A credit memo of that amount."""
    of = line("CT head = -" + amount)
    return paper(of, **{"kind": PaperKind.CREDIT_MEMO, "number": "CM-INV-2026-0003", **changes})


def payment(number: int, day: date, amount: str, **settles: str) -> Movement:
    """Money received, and what it settled at once: `payment(1, day, "100.00", INV_1="80.00")`."""
    money = Money.of(amount)
    effects = [Effect(day, "", cash=money.minor, unapplied=money.minor)]
    for name, part in settles.items():
        minor = Money.of(part).minor
        effects.append(Effect(day, name.replace("_", "-"), unapplied=-minor, receivable=-minor))
    return Movement(
        number, EntryKind.PAYMENT, BILL_TO.id, BILL_TO.name, day, money, f"check {number}", "", tuple(effects)
    )


def by_read(**changes: Any) -> Paper:
    """An invoice with the schedule of its reads: 38.00 each, 9.50 more for every fifth."""
    return paper(reads=23, **changes)


def rows(content: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    """A CSV read back by its header; a row of another length fails."""
    found = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
    assert {len(row) for row in found} == {len(found[0])}
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


def cents(text: str) -> int:
    """An amount as it is written in files, in cents; exactly."""
    value = Decimal(text or "0") * 100
    assert value == int(value)
    return int(value)


def bean_check(text: str, folder: Path) -> str:
    """What bean-check says of a ledger; empty where it accepts it."""
    file = folder / "ledger.beancount"
    file.write_text(text)
    command = [str(Path(sys.executable).parent / "bean-check"), "--no-cache", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode == 0) == (not done.stderr), json.dumps(done.stderr)
    return done.stderr


GROUPINGS = tuple(Grouping)


def balances(entries: Iterable[JournalEntry]) -> dict[tuple[str, str], int]:
    """What each account comes to, in minor units, by its name and currency."""
    found: dict[tuple[str, str], int] = {}
    for entry in entries:
        for posting in entry.postings:
            key = (posting.account.name, posting.amount.currency)
            found[key] = found.get(key, 0) + posting.amount.minor
    return found
