"""A month's reads come from the log a facility's together, whatever lies between them: columns are made of what is together."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

from reads.core.actor_and_moment import By
from reads.intake.reads_alike import SITE, by_facility
from reads.intake.stored_row import ENDS, KEY
from reads.log.decisions import Which, void
from reads.log.rows_in_window import load_alike, load_reads
from reads.store.engine import Store
from tests.reads.log.histories import LONG_AGO, NOW, brought, read

SITES = ("mercy-main", "mercy-west", "elsewhere", "ANOTHER")
TYPES = ("preliminary", "overread")


def october(store: Store) -> None:
    """Reads of some sites and types, mixed as they come; some amended, some void."""
    rows = [
        read(
            facility=site,
            read_type=read_type,
            accession=f"A{number}",
            exam_code=("CTHEAD", "CTNECK", "XR1")[number % 3],
            priority=("routine", "stat")[number % 2],
            radiologist="moreno",
        )
        for site, read_type, number in product(SITES, TYPES, range(6))
    ]
    Random(7).shuffle(rows)
    brought(store, *rows)
    brought(
        store,
        *(
            row
            for row in (
                read(
                    facility=site,
                    accession="A0",
                    exam_code="CTHEAD",
                    read_type="preliminary",
                    radiologist="moreno",
                    priority="stat",
                    corrects=True,
                )
                for site in SITES[:2]
            )
        ),
        file="amended.csv",
    )
    with store.write() as session:
        void(session, Which("A1", SITES[0], "", TYPES[0]), "read twice", by=By("tester", NOW))


def test_each_facility_and_type_comes_once_and_all_of_it_at_once(store: Store):
    october(store)
    with store.read() as session:
        found = load_alike(session, LONG_AGO, NOW).kept()
        one_by_one = {logged.key: logged.void for logged in load_reads(session, LONG_AGO, NOW)}
    groups = [(some.apart, len(some.own), {SITE(row[ENDS:]) for row in some.rows}) for some in found.by_facility]
    assert all(len(sites) == 1 for _, _, sites in groups)
    plain = Counter(
        site for apart, count, (site,) in ((a, c, tuple(s)) for a, c, s in groups) if not apart and count > 1
    )
    assert set(plain) == {(site.lower(), read_type) for site in SITES for read_type in TYPES}
    assert set(plain.values()) == {1}
    rows = [row for some in found.by_facility for row in some.rows]
    assert sorted(row[KEY] for row in rows) == sorted(one_by_one)
    assert {row[KEY] for some in found.by_facility if some.apart for row in some.rows} == {
        key for key, is_void in one_by_one.items() if is_void
    }


def test_rows_at_hand_are_gathered_as_the_log_gathers_them(store: Store):
    october(store)
    with store.read() as session:
        found = [some for some in load_alike(session, LONG_AGO, NOW).by_facility if not some.apart]
    rows = [row for some in found for row in some.rows]
    Random(3).shuffle(rows)
    at_hand = by_facility(rows)
    sites = [SITE(some.shared[0]) for some in at_hand]
    assert len(sites) == len(set(sites)) == len(SITES) * len(TYPES)
    assert {frozenset(some.rows) for some in at_hand} == {
        frozenset(row for each in found for row in each.rows if SITE(row[ENDS:]) == site) for site in sites
    }
