"""Order of arrival doesn't matter: reads, repeats, corrections and cancellations in any order, the month issued at any
point among them; in sum its papers are the same (spec 3.6, 7).
"""

import io
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from reads.core.month import Month
from reads.directory.load_directory import load_directory
from reads.intake.candidate import cancellation
from reads.intake.read_fields import Fields
from reads.intake.table_files import table_of
from reads.log.outcome import Source
from reads.log.record_reads import import_candidates
from reads.store.engine import Store
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import NOVEMBER, OCTOBER, billed, close, papers
from tests.portions import Portion, in_portions
from tests.promises.closers import NOON, copied

COLUMNS = "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at,sent_at\n"


def row(facility: str, accession: str, exam: str, signed: str, sent: str) -> str:
    """One row of a file; `sent` is the day and hour of November at which the sender wrote it."""
    modality = "XR" if exam == "XRKNEE" else "CT"
    written = f"2026-11-{sent}:00:00-06:00"
    at = f"2026-{signed}:00-05:00"
    return f"{facility},{accession},{exam},{modality},preliminary,r-rao,{at},{at},{written}\n"


HISTORY = (
    row("mercy-general", "G1", "CTHEAD", "10-05T01:20", "01T01"),
    row("mercy-general", "G2", "XRKNEE", "10-06T01:20", "01T01"),
    row("mercy-general", "G3", "CTHEAD", "10-31T23:59", "01T01"),
    row("mercy-west", "W1", "CTHEAD", "10-07T02:00", "01T01"),
    row("mercy-west", "W2", "CTHEAD", "10-08T02:00", "01T01"),
    row("lakeview-main", "L1", "CTHEAD", "10-09T02:00", "01T01"),
    row("mercy-general", "G1", "CTHEAD", "10-05T01:20", "01T01"),  # the same once more
    row("mercy-west", "W1", "CTHEAD", "10-07T02:00", "01T01"),
    row("mercy-west", "W2", "CTHEAD", "11-03T03:00", "01T05"),  # corrected: it is November's
    row("mercy-general", "G2", "XRKNEE", "11-02T01:20", "01T04"),  # as well, which the minimum of October takes up
    f"cancel {row('lakeview-main', 'L1', 'CTHEAD', '10-09T02:00', '01T06')}",
    row("lakeview-main", "L2", "CTHEAD", "10-10T02:00", "01T01"),
    row("lakeview-main", "L2", "XRKNEE", "10-10T02:00", "01T02"),  # another exam, which no rate there prices: held
)
ISSUE, CANCEL = "issue October", "cancel "


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the books applied and no read."""
    folder = tmp_path_factory.mktemp("prepared")
    url = sqlite_url(folder / "books" / "wetread.db")
    mercy.write_books(folder / "books", url)
    store = Store.open(url, clock=FixedClock(NOON))
    store.migrate()
    mercy.apply(folder / "books", store)
    store.close()
    copied(folder / "books" / "wetread.db", folder / "empty.db")
    return folder / "empty.db"


def cancel(store: Store, row: str) -> None:
    """A message that cancels a read, whether that is there already or not."""
    with store.write() as session:
        directory = load_directory(session)
        fields = Fields(directory, store.clock.now())
        found = table_of(io.BytesIO((COLUMNS + row).encode()), "reads.csv", fields)
        gone = [cancellation(1, tuple(candidate.key for candidate in found))]
        import_candidates(session, gone, Source("hl7", "feed", "00"), directory, actor="tester", at=store.clock.now())


Sums = dict[tuple[str, str], str]


def sums(empty: Path, target: Path, history: list[str]) -> Sums:
    """What all papers together bill for each contract and month, once November is issued too."""
    shutil.copy(empty, target)
    store = Store.open(sqlite_url(target), clock=FixedClock(NOON))
    for step in history:
        if step == ISSUE:
            close(store, OCTOBER)
        elif step.startswith(CANCEL):
            cancel(store, step.removeprefix(CANCEL))
        else:
            mercy.bring_in(store, COLUMNS + step, corrects=True)
    close(store, OCTOBER)
    close(store, NOVEMBER)
    found = papers(store)
    store.close()
    contracts, months = ("mercy-general", "mercy-west", "lakeview"), (OCTOBER, NOVEMBER)
    return {(contract, str(month)): amount(found, contract, month) for contract in contracts for month in months}


def amount(found: list, contract: str, month: Month) -> str:
    return f"{Decimal(billed(found, contract, month)):.2f}"


def check_shuffles(empty: Path, folder: Path, shuffles: int, step: str = ISSUE, seed: int = 0) -> None:
    expected = sums(empty, folder / "in-order.db", [*HISTORY, ISSUE])
    assert expected["mercy-general", "2026-10"] == "100.00", "the minimum"
    assert (expected["mercy-west", "2026-10"], expected["mercy-west", "2026-11"]) == ("20.00", "20.00")
    assert expected["lakeview", "2026-10"] == "45.00", "one cancelled, one held"
    chance = random.Random(seed)
    for number in range(shuffles):
        history = [*HISTORY, step]
        chance.shuffle(history)
        found = sums(empty, folder / f"{number}.db", history)
        assert found == expected, (number, history, found)
        (folder / f"{number}.db").unlink()


def test_shuffled_histories_come_to_the_same_papers(empty, tmp_path):
    check_shuffles(empty, tmp_path, 15)


@pytest.mark.nightly
@in_portions(10)
def test_two_thousand_shuffled_histories_come_to_the_same_papers(empty, tmp_path, portion: Portion):
    check_shuffles(empty, tmp_path, 200, seed=1 + portion.number)


def test_the_harness_catches_a_program_that_takes_what_comes_last(empty, tmp_path, monkeypatch):
    """A worse program: it doesn't look at when the sender wrote a row."""
    monkeypatch.setitem(globals(), "COLUMNS", COLUMNS.replace("sent_at", "note"))
    with pytest.raises(AssertionError):
        check_shuffles(empty, tmp_path, 15)
