"""A month is gathered whole: every read of it once, wherever its moment puts it, and none of another month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from invoicing.closing.books_for_routing import Ground
from invoicing.closing.gather import gather_at, gather_month, route_reads
from invoicing.closing.month_by_door import month_of
from reads.core.month import Month
from reads.log.read_versions import reads_of
from reads.store.engine import Store
from tests.invoicing.closing.night import bring, write_books

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture
def opened(database, books, run, clock, monkeypatch):
    """The store of applied books, on both databases, in December 2026; reads come in by the command."""
    clock.instant = datetime(2026, 12, 1, tzinfo=UTC)
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    write_books(books, run)
    store = Store.open(database)
    yield store
    store.close()


def gathered(store, month):
    """What a month holds: accessions by contract, and those of each other route."""
    with store.read() as session:
        routed = gather_month(session, month)
    hospital = {
        contract: [one.logged.read.accession for one in some] for (contract, _), some in routed.hospital.items()
    }
    rest = {
        name: [one.logged.read.accession for one in some]
        for name, some in (("insurance", routed.insurance), ("held", routed.held), ("none", routed.nowhere))
    }
    assert {month_of(one) for one in routed.routes} <= {month}
    return {name: sorted(accessions) for name, accessions in {**hospital, **rest}.items() if accessions}


def listed(routed):
    """The reads of each contract and month, one by one."""
    return {place: list(reads) for place, reads in routed.hospital.items()}


def test_a_month_begins_and_ends_at_the_facilitys_midnight(opened, books, run):
    bring(
        books,
        run,
        """
        mercy before CTHEAD preliminary ann - 2026-10-01T04:59:59Z
        mercy first  CTHEAD preliminary ann - 2026-10-01T05:00:00Z
        mercy last   CTHEAD preliminary ann - 2026-11-01T04:59:59Z
        mercy after  CTHEAD preliminary ann - 2026-11-01T05:00:00Z
        """,
    )
    assert gathered(opened, OCTOBER) == {"mercy-2026": ["first", "last"]}
    assert gathered(opened, NOVEMBER) == {"mercy-2026": ["after"]}


def test_a_read_belongs_to_the_month_of_its_receipt_where_the_contract_says_so(opened, books, run):
    bring(
        books,
        run,
        """
        grace slow    CTHEAD preliminary ann 2026-10-03T06:00:00Z 2026-11-20T06:12:00Z
        grace quick   CTHEAD preliminary ann 2026-11-01T05:00:00Z 2026-11-01T05:12:00Z
        grace without CTHEAD preliminary ann -                    2026-11-03T06:12:00Z
        grace absurd  CTHEAD preliminary ann 2026-06-03T06:00:00Z 2026-11-03T06:12:00Z
        """,
    )
    assert gathered(opened, OCTOBER) == {"grace-2026": ["slow"]}
    assert gathered(opened, NOVEMBER) == {"grace-2026": ["quick"], "held": ["absurd", "without"]}
    assert gathered(opened, Month(2026, 6)) == {}


def test_every_route_has_its_list_and_its_count(opened, books, run):
    bring(
        books,
        run,
        """
        mercy wet    CTHEAD preliminary ann - 2026-10-03T06:12:00Z
        mercy wet    CTHEAD final       ann - 2026-10-03T09:12:00Z aetna
        mercy wet    CTHEAD addendum    ann - 2026-10-03T09:12:00Z
        mercy abroad CTHEAD final       sam - 2026-10-03T09:12:00Z aetna
        """,
    )
    assert gathered(opened, OCTOBER) == {
        "mercy-2026": ["wet"],
        "insurance": ["wet"],
        "none": ["wet"],
        "held": ["abroad"],
    }
    with opened.read() as session:
        everything = gather_month(session, OCTOBER)
    assert everything.counts == {"hospital": 1, "insurance": 1, "none": 1, "held": 1}


def test_a_second_final_is_held_though_the_first_was_signed_months_before(opened, books, run):
    bring(books, run, "mercy A1 CTHEAD final ann - 2026-08-03T09:12:00Z aetna")
    bring(
        books,
        run,
        """
        mercy A1 CTHEAD final ann - 2026-10-03T09:12:00Z aetna 77
        mercy A1 CTABD  final ann - 2026-10-03T09:12:00Z aetna
        """,
    )
    assert gathered(opened, OCTOBER) == {"held": ["A1"], "insurance": ["A1"]}
    with opened.read() as session:
        few = route_reads(session, reads_of(session, "A1"))
    assert [routed.rule for routed in few] == ["final_in_us", "held", "final_in_us"]


def test_several_months_at_once_are_what_they_are_alone(opened, books, run):
    bring(
        books,
        run,
        """
        mercy A1 CTHEAD preliminary ann - 2026-09-03T06:12:00Z
        mercy A2 CTHEAD preliminary ann - 2026-10-03T06:12:00Z
        mercy A3 CTHEAD preliminary ann - 2026-11-03T06:12:00Z
        """,
    )
    with opened.read() as session:
        both = listed(gather_at(session, Ground.load(session), [NOVEMBER, OCTOBER], ["mercy"]))
        alone = {**listed(gather_month(session, OCTOBER)), **listed(gather_month(session, NOVEMBER))}
    assert both == alone
    assert len(both) == 2


def test_only_codes_priced_by_work_are_loaded_from_the_releases(opened, books, run, tmp_path):
    from tests.reads.fees.cms import csv_file

    file = tmp_path / "PPRRVU2026_Oct.csv"
    file.write_bytes(csv_file(["70450 26 A 0.83 1", "74177 26 A 1.77 1", "73130 26 A 0.17 1"], month="October"))
    assert run("fees", "import", str(file)).status == 0
    bring(
        books,
        run,
        "mercy A1 CTABD preliminary ann - 2026-10-03T06:12:00Z\ngrace A2 XRHAND preliminary ann "
        "2026-10-03T06:12:00Z 2026-10-03T06:12:00Z",
    )
    with opened.read() as session:
        routed = gather_month(session, OCTOBER)
    assert list(routed.releases.by_name["2026D"].values) == [("74177", "26")]
