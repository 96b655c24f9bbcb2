"""The vectors of spec 3.10 about waiving, through the books and the log, in every order and with closings between."""

from itertools import permutations
from pathlib import Path

import pytest

from reads.core.actor_and_moment import By
from reads.core.month import Month
from reads.log.decisions import Which, void
from reads.store.engine import Store
from tests.invoicing.closing import mercy
from tests.invoicing.closing.months import billed, papers
from tests.invoicing.closing.months import close as close_month

AUGUST = Month(2026, 8)
HEADER = "facility,accession,exam_code,modality,read_type,radiologist,priority,received_at,signed_at\n"
HEAD = """\
client     = "lakeview"
title      = "Overflow"
effective  = 2026-08-01
late_reads = "waive"
"""
CT = '[[rates]]\nname = "CT"\nper_read = "{}"\n'
CHEAP_STAT = '[[rates]]\nname = "STAT"\nmatch = { priority = "stat" }\nper_read = "30.00"\n'
STAT = '[[surcharges]]\nname = "STAT"\nmatch = {{ priority = "stat" }}\nadd = "{}"\n'


class Lakeview:
    """Lakeview's August under a contract that waives: reads A1, A2, ... at a minute each."""

    def __init__(self, store: Store, books: Path, database: str, terms: str, reads: int) -> None:
        self.store, self.month, self.second = store, AUGUST, 30
        mercy.write_books(books, database, {"lakeview.toml": HEAD + terms})
        mercy.apply(books, store)
        self.bring(range(1, reads + 1))
        self.close()

    def bring(self, numbers, priority: str = "routine", *, corrects: bool = False) -> None:
        self.second += 1
        rows = (
            f"lakeview-main,A{n},CTHEAD,CT,preliminary,r-rao,{priority},"
            f"2026-08-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00Z,2026-08-03T{n // 60 % 24:02}:{n % 60:02}:{self.second}Z\n"
            for n in numbers
        )
        mercy.bring_in(self.store, HEADER + "".join(rows), corrects=corrects)

    def do(self, deed: str) -> None:
        """A deed as a word: "void A1", "stat A2", "routine A2", "late A9", "close"."""
        verb, _, accession = deed.partition(" ")
        if verb == "close":
            self.close()
        elif verb == "void":
            with self.store.write() as session:
                void(session, Which(accession), "cancelled", by=By("tester", self.store.clock.now()))
        else:
            self.bring([int(accession[1:])], "stat" if verb == "stat" else "routine", corrects=verb != "late")

    def close(self) -> None:
        close_month(self.store, self.month, "lakeview")
        self.month = self.month.next()

    @property
    def august(self) -> str:
        return billed(papers(self.store), "lakeview", AUGUST)


TWO_DEEDS = list(permutations(["stat A1", "void A2", "close"]))


@pytest.mark.parametrize("order", TWO_DEEDS, ids=", ".join)
def test_one_read_becomes_stat_and_the_other_is_void(store: Store, books: Path, database: str, order):
    """CT 40.00, STAT 40.00 more, two reads: August ends at 40.00."""
    lakeview = Lakeview(store, books, database, CT.format("40.00") + STAT.format("40.00"), 2)
    assert lakeview.august == "80.00"
    for deed in (*order, "close"):
        lakeview.do(deed)
    assert lakeview.august == "40.00"


@pytest.mark.parametrize("between", [(), ("close",)], ids=["at once", "closed between"])
def test_a_read_that_became_cheaper_and_dearer_again_costs_what_it_was_invoiced(
    store: Store, books: Path, database: str, between
):
    """40.00 as routine, 30.00 as stat."""
    lakeview = Lakeview(store, books, database, CHEAP_STAT + CT.format("40.00"), 1)
    for deed in ("stat A1", *between, "routine A1", "close"):
        lakeview.do(deed)
    assert lakeview.august == "40.00"


def test_a_read_that_became_cheaper_is_credited(store: Store, books: Path, database: str):
    lakeview = Lakeview(store, books, database, CHEAP_STAT + CT.format("40.00"), 1)
    lakeview.do("stat A1")
    lakeview.do("close")
    assert lakeview.august == "30.00"


def test_a_true_up_takes_what_a_void_read_leaves(store: Store, books: Path, database: str):
    """3 reads of 38.00 topped up to 200.00: one void is -38.00 and +38.00."""
    lakeview = Lakeview(store, books, database, CT.format("38.00") + '[minimum]\nmonthly = "200.00"\n', 3)
    lakeview.do("void A1")
    lakeview.do("close")
    assert lakeview.august == "200.00"
    prior = [str(line.amount) for line in papers(store)[-1].lines if line.month == AUGUST]
    assert prior == ["-38.00", "38.00"]


TIER = '[[tiers]]\nname = "Volume"\nmode = "{}"\nsteps = [{{ above = {}, per_read = "40.00" }}]\n'


@pytest.mark.parametrize("mode, invoiced, then", [("graduated", "940.00", "900.00"), ("all_units", "840.00", "840.00")])
def test_a_void_read_of_a_volume_that_was_just_reached(store: Store, books: Path, database: str, mode, invoiced, then):
    """21 reads of 45.00, above 20 at 40.00; one void. All units: twenty of 45.00 are more than was invoiced."""
    lakeview = Lakeview(store, books, database, CT.format("45.00") + TIER.format(mode, 20), 21)
    assert lakeview.august == invoiced
    lakeview.do("void A7")
    lakeview.do("close")
    assert lakeview.august == then


def test_a_late_read_is_waived_whatever_it_would_have_reached(store: Store, books: Path, database: str):
    """Five of 45.00; a sixth would bring all units to 40.00. It stays out, and counts in nothing."""
    lakeview = Lakeview(store, books, database, CT.format("45.00") + TIER.format("all_units", 5), 5)
    lakeview.do("late A6")
    lakeview.do("close")
    assert lakeview.august == "225.00"
