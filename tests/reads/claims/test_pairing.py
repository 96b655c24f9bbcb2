"""Wet and final reads of one study: what is alone, and how finals agree with the wet reads before them."""

from reads.claims.repository import reads_under
from reads.core.codes import ReadType
from reads.store.engine import Store
from tests.reads.claims.practice import Practice

WET = {"read_type": "preliminary", "radiologist": "r-rao", "signed_at": "2026-10-05T22:55:00-05:00"}


def pairs(practice: Practice, *words: str, status: int = 0):
    return practice.wetread("pairs", "--month", "2026-10", *words, status=status)


def named(reads) -> list[str]:
    return [read["accession"] for read in reads]


def test_each_is_alone_or_paired(practice: Practice):
    practice.bring_in(
        WET | {"accession": "P1"},
        {"accession": "p1", "discrepancy": "agree"},
        WET | {"accession": "W1"},
        {"accession": "F1"},
    )
    found = pairs(practice)
    assert found["paired"] == 1
    assert (named(found["wet_without_final"]), named(found["final_without_wet"])) == (["W1"], ["F1"])


def test_a_final_alone_says_who_pays_for_it(practice: Practice):
    """An insurer; the facility, where its contract takes finals (spec 5.5); whoever it would be, where it is held."""
    practice.bring_in({"accession": "F1"}, {"accession": "F2", "payer": "nobody-knows"})
    assert doors(practice) == {"F1": "insurance", "F2": "insurance"}
    contract = practice.books / "contracts" / "prairie-wrvu.toml"
    contract.write_text(contract.read_text().replace("[[rates]]", "[bill]\nfinal = true\n\n[[rates]]", 1))
    practice.wetread("apply", "--reprice", "--because", "a new contract")
    assert doors(practice)["F1"] == "hospital"


def doors(practice: Practice) -> dict[str, str]:
    return {read["accession"]: read["door"] for read in pairs(practice)["final_without_wet"]}


def test_a_wet_read_is_alone_only_once_its_hours_have_passed(practice: Practice):
    practice.bring_in(WET | {"signed_at": "2026-10-31T23:00:00-05:00"})
    assert named(pairs(practice, "--hours", "24")["wet_without_final"]) == ["A1"]
    assert named(pairs(practice, "--hours", "72")["wet_without_final"]) == []


def test_a_final_of_the_next_month_is_a_counterpart_too(practice: Practice):
    practice.bring_in(
        WET | {"accession": "P1", "signed_at": "2026-10-31T23:00:00-05:00"},
        {"accession": "P1", "signed_at": "2026-11-01T07:00:00-06:00"},
    )
    assert pairs(practice)["paired"] == 1


def test_discrepancies_are_counted_for_who_made_the_wet_read(practice: Practice):
    practice.bring_in(
        WET | {"accession": "P1"},
        WET | {"accession": "P2"},
        WET | {"accession": "P3", "radiologist": "r-lindqvist"},
        {"accession": "P1", "discrepancy": "minor"},
        {"accession": "P2", "discrepancy": "major"},
        {"accession": "P3"},
    )
    found = pairs(practice, status=1)
    assert found["discrepancies"] == [
        {"reader": "r-lindqvist", "agree": 0, "minor": 0, "major": 0, "not_said": 1},
        {"reader": "r-rao", "agree": 0, "minor": 1, "major": 1, "not_said": 0},
    ]
    assert named(found["undocumented"]) == ["P2"]


def test_consults_are_no_part_of_it(practice: Practice):
    practice.bring_in({"service_type": "consult"})
    assert named(pairs(practice)["final_without_wet"]) == []


def test_the_final_of_an_accession_is_found_in_a_long_log_and_in_a_short_one(practice: Practice, store: Store):
    """A few accessions are looked up one by one; for many the log is gone through."""
    wet = [f"W{number}" for number in range(30)]
    practice.bring_in(*(WET | {"accession": accession} for accession in wet), {"accession": "w7"}, {"accession": "F1"})
    with store.read() as session:
        for accessions in (["W7"], [*wet, "W8"]):
            found = reads_under(session, accessions, ReadType.FINAL)
            assert [each.read.accession for each in found] == ["w7"]
        assert len(reads_under(session, ["w7"], ReadType.PRELIMINARY)) == 1
        assert len(reads_under(session, wet, ReadType.PRELIMINARY)) == len(wet)
