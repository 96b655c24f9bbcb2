"""Whatever happens between exports, and whichever periods they are of: no document goes twice, and together they are the ledger."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from invoicing.receivables.repository import accounts
from reads.core.clock import FixedClock, today
from reads.store.engine import Store
from tests.conftest import Run
from tests.invoicing.closing import mercy
from tests.invoicing.exports.conftest import OCTOBER, close
from tests.invoicing.exports.materials import cents, rows


@pytest.mark.parametrize("seed", range(4))
def test_all_batches_together_are_what_clients_owe(issued: Path, store: Store, clock: FixedClock, run: Run, seed: int):
    chance = random.Random(seed)
    month = OCTOBER
    files: list[Path] = []
    seen: list[str] = []
    for step in range(14):
        clock.instant += timedelta(days=chance.choice([0, 1, 9]))
        day = str(today(clock, "America/Chicago"))
        match chance.choice(["pay", "pay", "reverse", "give up", "credit", "read", "close", "export", "export"]):
            case "pay":
                whom = chance.choice(["mercy", "lakeview", "WR-2026-00001"])
                run(
                    "invoice",
                    "pay",
                    whom,
                    f"{chance.randint(1, 9_000) / 100:.2f}",
                    "--on",
                    day,
                    "--reference",
                    str(step),
                )
            case "reverse":
                run("invoice", "pay", "--reverse", str(chance.randint(1, 4)), "--on", day, "--because", "mistake")
            case "give up":
                run("invoice", "write-off", "WR-2026-00002", "--because", "small")
            case "credit":
                run("invoice", "credit", "WR-2026-00001", "--amount", "1.25", "--because", f"goodwill {step}")
            case "read":
                signed = f"2026-10-{chance.randint(10, 28)}T01:00:00-05:00"
                row = f"lakeview-main,L{step},CTHEAD,CT,preliminary,r-rao,{signed},{signed}\n"
                mercy.bring_in(store, mercy.HEADER + row)
            case "close":
                month = month.next()
                clock.instant = max(
                    clock.instant, clock.instant.replace(year=month.end.year, month=month.end.month, day=2)
                )
                close(store, month, "mercy")
            case _:
                first = OCTOBER.next() if chance.random() < 0.3 else OCTOBER
                files += exported(run, seen, f"{step}.csv", str(first))
    files += exported(run, seen, "last.csv", str(OCTOBER))
    assert len(seen) == len(set(seen))
    posted = [row for file in files for row in rows(file.read_bytes())]
    owed = sum(cents(row["debit"]) - cents(row["credit"]) for row in posted if row["account"] in {"1200", "2400"})
    with store.read() as session:
        end = today(clock, "America/Chicago") + timedelta(days=400)
        assert owed == sum(account.balance(end).minor for account in accounts(session))


def exported(run: Run, seen: list[str], name: str, first: str) -> list[Path]:
    """The file of a new batch; none where there is nothing new."""
    outcome = run("export", "journal", "--from", first, "--to", "2028-12", "-o", name, "--json")
    if outcome.status == 3 or outcome.json["again"]:
        return []
    assert outcome.status == 0, outcome.stderr
    seen += outcome.json["documents"]
    return [Path(name)]
