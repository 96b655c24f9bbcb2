"""What a new version changes is told term by term."""

from __future__ import annotations

import pytest

from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.plain_english.changed_terms import differences
from tests.invoicing.contracts.mercy import CONTRACTS

EXAMPLE = (CONTRACTS / "spec-example.toml").read_text()
SECOND = '\n[[surcharges]]\nname = "STAT"\nmatch = { modality = "MR" }\nadd = "4.00"\n'


def changed(*edits: tuple[str, str]) -> list[str]:
    text = EXAMPLE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    before, _ = read_contract("mercy", EXAMPLE, "mercy.toml")
    after, findings = read_contract("mercy", text, "mercy.toml")
    assert before is not None
    assert after is not None, findings
    return list(differences(before, after))


CASES = [
    ('"38.00"', '"40.00"', ['rate "CT head": per read was 38.00, is now 40.00']),
    ('"Everything else"', '"The rest"', ['rate "Everything else" is gone', 'rate "The rest" is new']),
    (
        'per_read = "12.00"',
        "free = true",
        [
            'rate "Everything else": per read was 12.00, is no longer given',
            'rate "Everything else": free is now yes',
        ],
    ),
    (
        '["70450", "70460-70498"]',
        '["70450"]',
        ['rate "CT head": match: cpt was 70450, 70460-70498, is now 70450'],
    ),
    (
        'modality = ["MR", "NM"]',
        'modality = ["MR"], priority = "stat"',
        [
            'rate "MR and nuclear": match: modality was MR, NM, is now MR',
            'rate "MR and nuclear": match: priority is now stat',
        ],
    ),
    (
        '"23:00-05:00"',
        '"22:00-05:00"',
        ['surcharge "Deep night": match: local time was 23:00-05:00, is now 22:00-05:00'],
    ),
    (
        '["mon", "tue", "wed", "thu", "fri"]',
        '["mon", "sun"]',
        ['surcharge "Deep night": match: weekdays was mon, tue, wed, thu, fri, is now mon, sun'],
    ),
    (
        '{ above = 1000, per_read = "30.00" }',
        '{ above = 1200, per_read = "30.00" }',
        ['tier "CT volume": steps was above 500 -5 %, above 1000 30.00, is now above 500 -5 %, above 1200 30.00'],
    ),
    ('"graduated"', '"all_units"', ['tier "CT volume": mode was graduated, is now all units']),
    ('monthly = "4000.00"', 'monthly = "4500.00"', ["minimum: monthly was 4000.00, is now 4500.00"]),
    ('[maximum]\nmonthly = "60000.00"\n', "", ["maximum was 60000.00 a month, is no longer given"]),
    ('amount = "150.00"', 'amount = "175.00"', ['fee "HL7 interface and VPN": amount was 150.00, is now 175.00']),
    ("until      = 2027-01-01", "until      = 2028-01-01", ["until was 2027-01-01, is now 2028-01-01"]),
    (
        '["mercy-general"]',
        '["mercy-general", "mercy-lakeside"]',
        ["facilities was mercy-general, is now mercy-general, mercy-lakeside"],
    ),
    ("addendum    = false", "addendum    = true", ["bill was preliminary, is now addendum, preliminary"]),
    ('rvu        = "current"', 'rvu        = "2025D"', ["rvu was current, is now 2025D"]),
    (
        'timezone   = "facility"',
        'timezone   = "America/Chicago"',
        ["timezone was facility, is now America/Chicago"],
    ),
    ('po_number  = "PO-88121"\n', "", ["po number was PO-88121, is no longer given"]),
    ('percent = "3.0"', 'percent = "4.0"', ["the escalator of 2026-07-01 was 3.0 %, is now 4.0 %"]),
    (
        "on      = 2026-07-01",
        "on      = 2026-08-01",
        ["the escalator of 2026-07-01 is gone", "an escalator on 2026-08-01 of 3.0 % is new"],
    ),
    ("[[taxes]]", SECOND + "[[taxes]]", ['surcharge "STAT" (2) is new']),
    ("[bill]", "# only a comment\n[bill]", ["only comments or layout changed, no term"]),
]


@pytest.mark.parametrize("old, new, told", CASES, ids=[told[0] for _, _, told in CASES])
def test_a_change_is_told(old, new, told):
    assert changed((old, new)) == told


def test_the_order_of_rates_is_a_term():
    """The first rate that matches prices the read."""
    swapped = changed(
        ('"MR and nuclear"', '"X"'), ('"Everything else"', '"MR and nuclear"'), ('"X"', '"Everything else"')
    )
    assert swapped[-1] == 'the order of the rates changed: "CT head", "Everything else", "MR and nuclear"'
