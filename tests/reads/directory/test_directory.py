"""Who and where, on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reads.directory.directory import Directory
from reads.directory.model import Name, Payer, PayerKind
from reads.directory.read_directory import read_directory
from tests.reads.directories import facility
from tests.reads.directory.written import GOOD, key_of


def directory() -> Directory:
    texts = {key_of(name): text.encode() for name, text in GOOD.items() if name.endswith(".csv")}
    return read_directory(texts).directory()


def test_a_site_that_was_sold_belongs_to_its_new_client_from_the_day_on():
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [row.client for day in days if (row := directory().facility("mercy-general", day))] == [
        "mercy-health",
        "lakeview",
    ]


def test_the_day_of_an_instant_is_that_of_the_facility():
    """04:30 UTC on 1 July is still 30 June in Chicago."""
    row = directory().facility_at("mercy-general", datetime(2026, 7, 1, 4, 30, tzinfo=UTC))
    assert row is not None
    assert row.client == "mercy-health"


def test_where_a_reader_sat_is_decided_by_the_calendar_of_that_place():
    at = [datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (5, 7)]
    assert [row.country for time in at if (row := directory().location("ana-roy", time))] == ["US", "IN"]


def test_puerto_rico_is_the_united_states():
    row = directory().location("ben-ito", datetime(2026, 3, 1, tzinfo=UTC))
    assert row is not None
    assert (row.in_united_states, row.us_state) == (True, "PR")


def test_a_reader_is_known_by_id_npi_and_name():
    words = ("ana-roy", "1003000126", "Ana  ROY", "Roy")
    assert [(reader := directory().radiologist(word)) and reader.id for word in words] == [
        "ana-roy",
        "ana-roy",
        "ana-roy",
        None,
    ]


def test_a_name_that_two_readers_share_names_neither():
    found = read_directory({"radiologists": b"id,name,npi\na,Ana Roy,\nb,ana roy,\nc,Ana Roy,\n"}).directory()
    assert found.radiologist("Ana Roy") is None
    assert found.radiologist("b") is not None


def test_a_facility_has_its_own_exam_before_that_of_all():
    day = date(2026, 10, 1)
    found = [directory().exam(facility, "cth", day) for facility in ("mercy-general", "lakeview")]
    assert [exam.cpt for exam in found if exam] == [("70460",), ("70450",)]


def test_of_the_charges_that_have_begun_the_latest_holds():
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [str(row.amount) for day in days if (row := directory().charge("70450", day))] == ["250.00", "260.00"]


def test_a_facility_and_a_payer_are_known_in_other_punctuation_unless_two_would_be():
    facilities = [
        facility("st-brendan", "America/Chicago"),
        facility("roe", "America/Chicago"),
        facility("roe-2", "America/Chicago"),
    ]
    named = zip(facilities, ("St. Brendan's Hospital", "Roe-Smith Clinic", "Roe & Smith Clinic"), strict=True)
    directory = Directory.of(
        facilities=[replace(site, name=name, npi="") for site, name in named],
        payers=[Payer("harbor", "Harbor Mutual, Inc.", PayerKind.COMMERCIAL, "87726")],
        names=[Name("facility", "ROE SMITH CLINIC", "roe-2")],
    )
    assert directory.facility_named("ST BRENDANS HOSPITAL") == "st-brendan"
    assert directory.facility_named("St Brendan") == "st-brendan"
    assert directory.facility_named("Roe and Smith Clinic") == "roe-2"
    assert directory.facility_named("Roe Smith Clinic") == "roe-2", "names.csv goes before a guess at punctuation"
    assert directory.facility_named("Brendan Hospital") == ""
    assert directory.payer_named("HARBOR MUTUAL INC").id == "harbor"
