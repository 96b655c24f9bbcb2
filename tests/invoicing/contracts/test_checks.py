"""Contracts against the directory and each other: names that nobody bears, terms that never apply, and no false alarms."""

from __future__ import annotations

import pytest

from invoicing.contracts.file.checks import check_contracts
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.model import Contract
from reads.directory.directory import Directory
from reads.directory.model import Client
from tests.invoicing.contracts.faulty import HEAD, RATE, below, head
from tests.invoicing.contracts.mercy import DIRECTORY, facility


def read(name: str, text: str) -> Contract:
    contract, findings = read_contract(name, text, f"{name}.toml")
    assert contract is not None, findings
    return contract


def report(**texts: str) -> str:
    """The findings of these contracts (`mercy_night` is mercy-night.toml) as a person reads them."""
    contracts = [read(name.replace("_", "-"), text) for name, text in texts.items()]
    lines = []
    for finding in check_contracts(contracts, DIRECTORY):
        lines += [f"{finding.where} {finding.severity} {finding.code}: {finding.message}", f"  → {finding.remedy}"]
    return "\n".join(lines)


def rates(*matches: str, bill: str = "") -> str:
    """A contract of rates with these matches (and more lines), in order, named A, B, C."""
    text = HEAD + (f"[bill]\n{bill}\n" if bill else "")
    for letter, match in zip("ABCDEF", matches, strict=False):
        held, _, more = match.partition("|")
        text += f'[[rates]]\nname = "{letter}"\nmatch = {{ {held} }}\nper_read = "1.00"\n{more}\n'
    return text


CASES = {
    "a client that is not there": HEAD.replace("mercy-health", "mercy-heath") + RATE,
    "a client with no facility": HEAD.replace("mercy-health", "no-sites") + RATE,
    "a facility that is not there": head('facilities = ["mercy-generel", "mercy-lakeside"]'),
    "a facility of another client": head('facilities = ["summit-main"]'),
    "a facility that is the client's no longer": 'client = "mercy-health"\neffective = 2026-08-01\n'
    f'facilities = ["river-clinic"]\n{RATE}',
    "a rate behind a catch-all": rates("", 'modality = "CT"'),
    "a rate behind a wider range of codes": rates('cpt = "70450-70498"', 'cpt = ["70460", "70470-70480"]'),
    "a rate behind the same with one condition less": rates('modality = "CT"', 'modality = "CT", priority = "stat"'),
    "a rate behind wider hours": rates('local_time = ["20:00-02:00", "02:00-07:00"]', 'local_time = "23:00-05:00"'),
    "a rate behind all read types that are billed": rates('read_type = ["preliminary", "overread"]', 'modality = "CT"'),
    "a rate behind all facilities": rates('facility = ["mercy-general", "mercy-lakeside", "river-clinic"]', ""),
    "a rate behind all priorities": rates('priority = ["routine", "stat", "critical"]', 'payer = "medicare-il"'),
    "a rate behind fewer regions": rates("regions = 2", 'regions = 3, modality = "CT"'),
    "a rate behind more weekdays": rates('weekdays = ["fri", "sat", "sun"]', 'weekdays = ["sun"], modality = "CT"'),
    "a rate behind one of longer life": rates("|from = 2026-03-01", 'modality = "CT"|from = 2026-03-01'),
    "two rates that take the same": rates('modality = "CT"', 'modality = ["CT"]'),
    "a tier behind a tier": below(
        '[[tiers]]\nname = "All"\nsteps = [ { above = 5, percent = "-5" } ]',
        '[[tiers]]\nname = "CT"\nmatch = { modality = "CT" }\nsteps = [ { above = 5, percent = "-5" } ]',
    ),
    "two rates of one name": HEAD + RATE.replace('name = "All"', 'name = "All"\nmatch = { modality = "CT" }') + RATE,
    "two surcharges of one name": below(
        '[[surcharges]]\nname = "STAT"\nadd = "2.00"', '[[surcharges]]\nname = "STAT"\npercent = "5"'
    ),
    "a facility that the contract does not cover": rates('facility = "summit-main"') + RATE,
    "a read type that is not billed": rates('read_type = "overread"') + RATE,
    "a final read": rates('read_type = "final"') + RATE,
    "a radiologist that is not there": rates('radiologist = "jane-do"') + RATE,
    "a radiologist by name": rates('radiologist = "Jane Doe, MD"') + RATE,
    "a payer that is not there": below('[[surcharges]]\nname = "M"\nadd = "1"\nmatch = { payer = "medicare" }'),
    "an exam code that is not there": below('[[surcharges]]\nname = "M"\nadd = "1"\nmatch = { exam_code = "CTHAED" }'),
    "a modality that is not there": below('[[surcharges]]\nname = "M"\nadd = "1"\nmatch = { modality = "MX" }'),
}

SOUND = {
    "rates by modality, then the rest": rates('modality = "CT"', 'modality = "MR"', ""),
    "codes that lie only partly in an earlier range": rates('cpt = "70450-70470"', 'cpt = "70460-70498"', ""),
    "the same match in other days": rates('modality = "CT"|until = 2026-07-01', 'modality = "CT"|from = 2026-07-01'),
    "a catch-all that ends before the contract": rates("|until = 2026-12-31", 'modality = "CT"'),
    "one name in other days": HEAD
    + RATE.replace("[[rates]]", "[[rates]]\nuntil = 2026-07-01")
    + RATE.replace("[[rates]]", "[[rates]]\nfrom = 2026-07-01"),
    "hours that lie only partly in earlier ones": rates('local_time = "22:00-05:00"', 'local_time = "04:00-06:00"', ""),
    "a read type beside another that is billed": rates('read_type = "preliminary"', "", bill="overread = true"),
    "a list of read types of which one is billed": rates('read_type = ["preliminary", "overread"]'),
    "a night is not a calendar day": rates(
        'local_time = "22:00-06:00", weekdays = ["fri"], night_of = true',
        'local_time = "22:00-06:00", weekdays = ["fri"]',
        "",
    ),
    "a calendar day is not a night": rates(
        'weekdays = ["fri"]', 'local_time = "22:00-06:00", weekdays = ["fri"], night_of = true', ""
    ),
    "patients of a class, since a read may have none": rates('patient_class = ["E", "I", "O"]', ""),
    "one facility of several": rates('facility = "mercy-general"', ""),
    "more regions before fewer": rates("regions = 3", "regions = 2", ""),
    "an exam's modality that only this directory has": rates('modality = "ES"', ""),
    "holidays before weekdays": rates('holiday = "US"', 'weekdays = ["mon"]', ""),
    "exam codes beside other exam codes": rates('exam_code = "CTHEAD"', 'exam_code = ["CTHead", "MRBrain"]', ""),
}


def test_every_fault_is_told_with_its_place_and_remedy(golden):
    told = (f"# {name}\n{report(mercy_night=text)}" for name, text in CASES.items())
    golden("\n\n".join(told) + "\n", "contracts/checks.txt")


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_is_one_finding(name):
    found = check_contracts([read("mercy-night", CASES[name])], DIRECTORY)
    assert len(found) == 1
    assert found[0].where.line
    assert found[0].remedy


@pytest.mark.parametrize("name", SOUND)
def test_no_false_alarm(name):
    assert report(mercy_night=SOUND[name]) == ""


def test_two_contracts_of_one_facility_on_one_day_are_refused_with_the_dates_of_both():
    day = HEAD.replace("until = 2027-01-01\n", "") + RATE
    night = HEAD.replace("2026-01-01", "2026-10-01") + 'facilities = ["mercy-general"]\n' + RATE
    assert report(mercy_day=day, mercy_night=night) == (
        "contracts/mercy-night.toml:4:1 error two_contracts: mercy-general is under two contracts on 2026-10-01: "
        "mercy-night (2026-10-01 to 2026-12-31) and mercy-day (from 2026-01-01, contracts/mercy-day.toml), and both bill "
        "preliminary reads\n"
        "  → end one of them with `until` before the other begins, or give each its own `facilities` or its own read types "
        "in `[bill]`"
    )


def test_two_contracts_of_one_facility_may_be_in_force_on_one_day_where_they_bill_other_reads():
    wet = HEAD + RATE
    over = HEAD + "[bill]\npreliminary = false\noverread = true\n" + RATE
    assert report(mercy_day=wet, mercy_night=over) == ""


def test_many_facilities_are_not_all_listed():
    many = Directory.of(
        clients=[Client("mercy-health", "Mercy Health", ())],
        facilities=[facility(f"site-{number}", "mercy-health", f"Site {number}") for number in range(40)],
    )
    (finding,) = check_contracts([read("mercy-night", head('facilities = ["elsewhere"]'))], many)
    assert finding.remedy.endswith("site-28, site-29 and 10 more")


def test_a_name_that_the_directory_has_none_of():
    contract = read("mercy-night", CASES["a payer that is not there"])
    few = Directory.of(clients=[Client("mercy-health", "Mercy Health", ())])
    told = [finding.remedy for finding in check_contracts([contract], few) if finding.code == "never_matches"]
    assert told == ["add it to directory/payers.csv, or correct it; there are none yet"]


@pytest.mark.parametrize(
    "first, second",
    [
        ("", "effective = 2027-01-01"),
        ('facilities = ["mercy-general"]', 'facilities = ["mercy-lakeside"]'),
        ("", 'client = "summit-care"'),
    ],
    ids=["one after the other", "each its facilities", "two clients of a site that was sold"],
)
def test_contracts_that_share_no_facility_on_any_day_are_fine(first, second):
    """River Clinic is Mercy's until July 2026, and Summit's from then on."""
    one = HEAD + f"{first}\n" + RATE
    other = HEAD.replace("until = 2027-01-01\n", "")
    for key in ("client", "effective"):
        if second.startswith(key):
            other = "".join(line for line in other.splitlines(keepends=True) if not line.startswith(key))
    assert report(mercy_one=one, mercy_two=f"{other}{second}\n{RATE}") == ""


def test_findings_name_the_file_that_the_caller_knows():
    contract = read("mercy-night", CASES["a client that is not there"])
    (finding,) = check_contracts([contract], DIRECTORY, lambda name: f"/books/{name}.toml")
    assert str(finding.where) == "/books/mercy-night.toml:1:1"
