"""Finals that the facility pays for: which door a final takes under which contract (spec 5.5)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from invoicing.contracts.contract_of_read import Coverage
from invoicing.contracts.file.checks import check_contracts
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.model import AppliedContract
from reads.core.codes import ReadType
from reads.core.read import LoggedRead, Read
from reads.directory.directory import Directory
from reads.directory.model import Client, Exam, Facility, Location, Payer, PayerKind, Radiologist
from reads.routing.route import Door, Held, Nowhere, ToHospital, ToInsurer
from reads.routing.rules import Router

CHICAGO = ZoneInfo("America/Chicago")
DIRECTORY = Directory.of(
    clients=[Client("mercy", "Mercy Health", ("1 Main St", "Chicago, IL 60611"))],
    facilities=[
        Facility("general", "mercy", "Mercy General", "1234567893", "1 Main St", "Chicago", "IL", "60611", CHICAGO)
    ],
    radiologists=[Radiologist("rao", "R Rao", "1450000009"), Radiologist("nona", "Nona Npi")],
    locations=[
        Location("rao", date(2020, 1, 1), None, "US", "IL", "606110001", "2 Oak St", "Chicago", CHICAGO),
        Location("nona", date(2020, 1, 1), None, "US", "IL", "606110001", "2 Oak St", "Chicago", CHICAGO),
    ],
    payers=[
        Payer("aetna", "Aetna", PayerKind.COMMERCIAL, "1"),
        Payer("medicare", "Medicare", PayerKind.MEDICARE, "2"),
        Payer("self", "Self pay", PayerKind.SELF_PAY, "3"),
    ],
    exams=[Exam("*", "CTHEAD", ("70450",), "CT")],
)
BUT_MEDICARE = 'final = { unless_payer_kind = ["medicare"] }'


def contract(bill: str, name: str = "mercy-finals", more: str = ""):
    text = f'client = "mercy"\neffective = 2026-01-01\n{more}\n[bill]\n{bill}\n[[rates]]\nname = "All"\nper_read = "55.00"\n'
    found, findings = read_contract(name, text, f"{name}.toml")
    assert found is not None, findings
    return found


def final(payer: str = "", **fields) -> LoggedRead:
    """A final of rao, who sits in Chicago, signed at noon on 3 October 2026."""
    given = {
        "facility": "general",
        "accession": "A1",
        "exam_code": "CTHEAD",
        "read_type": ReadType.FINAL,
        "radiologist": "rao",
        "signed_at": datetime(2026, 10, 3, 17, tzinfo=UTC),
        "payer": payer,
        **fields,
    }
    read = Read(**given)
    return LoggedRead(read, read.key, 1, 1)


def door(logged: LoggedRead, *contracts, claimed=()) -> str:
    applied = [AppliedContract(each, 1, number) for number, each in enumerate(contracts, 1)]
    routed = Router(DIRECTORY, Coverage.of(applied, DIRECTORY).terms, claimed=claimed).route(logged)
    match routed:
        case ToHospital():
            return f"invoice {routed.terms.contract} {routed.rule}"
        case ToInsurer():
            return f"claim {routed.rule}"
        case Held():
            return f"held {routed.door} " + " ".join(reason.code for reason in routed.reasons)
        case Nowhere():
            return f"nowhere {routed.rule}"


@pytest.mark.parametrize(
    ("payer", "fields", "expected"),
    [
        ("aetna", {}, "invoice mercy-finals contract_final"),
        ("medicare", {}, "claim final_in_us"),
        ("", {}, "held hospital unknown_payer"),
        ("acme", {}, "held hospital unknown_payer"),
        ("self", {}, "invoice mercy-finals contract_final"),
        ("aetna", {"read_country": "AU"}, "held hospital final_read_abroad"),
        ("aetna", {"radiologist": "nona"}, "invoice mercy-finals contract_final"),
        ("medicare", {"radiologist": "nona"}, "held insurance no_npi"),
        ("aetna", {"radiologist": "nobody"}, "held hospital unknown_radiologist"),
        ("aetna", {"test_patient": True}, "nowhere test_patient"),
        ("aetna", {"signed_at": datetime(2025, 10, 3, 17, tzinfo=UTC)}, "claim final_in_us"),
        ("self", {"signed_at": datetime(2025, 10, 3, 17, tzinfo=UTC)}, "nowhere self_pay"),
    ],
)
def test_all_but_medicare_are_paid_by_the_facility(payer, fields, expected):
    """The example of the specification, and what it doesn't need: an NPI."""
    assert door(final(payer, **fields), contract(BUT_MEDICARE)) == expected


@pytest.mark.parametrize(
    ("bill", "payer", "expected"),
    [
        ("final = true", "medicare", "invoice"),
        ("final = true", "", "invoice"),
        ("final = true", "acme", "invoice"),
        ("final = false", "medicare", "claim"),
        ("preliminary = true", "medicare", "claim"),
        ('final = { payer = "aetna" }', "aetna", "invoice"),
        ('final = { payer = "aetna" }', "medicare", "claim"),
        ('final = { payer_kind = ["self_pay"] }', "self", "invoice"),
        ('final = { payer_kind = ["self_pay"] }', "aetna", "claim"),
        ('final = { payer = "aetna", unless_payer_kind = "commercial" }', "aetna", "claim"),
    ],
)
def test_who_pays_for_a_final(bill, payer, expected):
    assert door(final(payer), contract(bill)).split()[0] == expected


def test_a_final_abroad_is_held_whatever_a_contract_says():
    assert door(final("aetna", read_country="IN"), contract("final = true")) == "held hospital final_read_abroad"


def test_a_final_on_a_claim_is_held_until_the_claim_is_void():
    one = final("aetna")
    assert door(one, contract("final = true"), claimed={one.key}) == "held hospital on_claim"


def test_finals_and_wet_reads_of_one_facility_may_be_two_contracts():
    """Each read goes under the contract that pays for its type."""
    wet = contract("preliminary = true", "mercy-nights")
    finals = contract("preliminary = false\nfinal = true", "mercy-finals")
    assert door(final("aetna"), wet, finals) == "invoice mercy-finals contract_final"
    assert door(final(read_type=ReadType.PRELIMINARY), finals, wet) == "invoice mercy-nights wet_read"
    assert check_contracts([wet, finals], DIRECTORY) == []


def test_two_contracts_that_bill_one_read_type_are_an_error():
    both = [contract("final = true", "mercy-nights"), contract("preliminary = false\nfinal = true", "mercy-finals")]
    assert [finding.code for finding in check_contracts(both, DIRECTORY)] == ["two_contracts"]


def test_a_final_without_the_moment_of_its_contract_is_held_only_where_that_takes_it():
    by_receipt = contract(BUT_MEDICARE, more='month_by = "received_at"')
    assert door(final("aetna"), by_receipt) == "held hospital no_billing_time"
    assert door(final("medicare"), by_receipt) == "claim final_in_us"


def test_doors_have_names():
    assert {door.value for door in Door} == {"hospital", "insurance", "none"}
