"""A contract file becomes terms, field by field; whatever stands in a file, reading it ends in terms or in findings."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.contracts.choices import Every, LateReads, MinimumMode, MonthBy, Rounding, Scope, TierMode, Unit
from invoicing.contracts.file.contract_file import read_contract
from invoicing.contracts.match import CodeRange, LocalHours, Match
from invoicing.contracts.minimum_and_maximum import Maximum, Minimum
from invoicing.contracts.model import (
    Compliance,
    Contract,
    Escalator,
    FixedFee,
    Multiple,
    Rate,
    Step,
    Surcharge,
    Tax,
    Tier,
    Turnaround,
)
from reads.core.codes import ReadType
from tests.invoicing.contracts.faulty import HEAD, RATE, head, match, rate
from tests.invoicing.contracts.mercy import CONTRACTS

EXAMPLE = (CONTRACTS / "spec-example.toml").read_text()


def read(text: str) -> Contract:
    contract, findings = read_contract("mercy-night", text, "contracts/mercy-night.toml")
    assert findings == []
    assert contract is not None
    return contract


def test_the_example_of_the_specification_field_by_field():
    """Spec 3.1; `line` of a clause is no part of its terms."""
    assert read(EXAMPLE) == Contract(
        id="mercy-night",
        client="mercy-health",
        title="Overnight preliminary coverage",
        effective=date(2026, 1, 1),
        until=date(2027, 1, 1),
        facilities=frozenset({"mercy-general"}),
        currency="USD",
        po_number="PO-88121",
        terms_days=30,
        not_to_exceed=Decimal("250000.00"),
        month_by=MonthBy.SIGNED,
        timezone=None,
        unit=Unit.EXAM,
        rounding=Rounding.READ,
        rvu=None,
        late_reads=LateReads.NEXT_INVOICE,
        bill=frozenset({ReadType.PRELIMINARY}),
        separate_schedule=False,
        interest_percent_per_month=None,
        rates=(
            Rate(
                name="CT head",
                starts=date(2026, 1, 1),
                match=Match(cpt=(CodeRange("70450", "70450"), CodeRange("70460", "70498"))),
                per_read=Decimal("38.00"),
            ),
            Rate(name="MR and nuclear", match=Match(modality=frozenset({"MR", "NM"})), per_wrvu=Decimal("36.50")),
            Rate(name="Everything else", per_read=Decimal("12.00")),
        ),
        surcharges=(
            Surcharge(name="STAT", match=Match(priority=frozenset({"stat", "critical"})), add=Decimal("2.00")),
            Surcharge(name="Federal holiday", match=Match(holiday=frozenset({"US"})), percent=Decimal(25)),
            Surcharge(
                name="Deep night",
                match=Match(local_time=(LocalHours(time(23), time(5)),), weekdays=frozenset(range(5))),
                percent=Decimal(10),
            ),
        ),
        multiple=Multiple(percent=Decimal(80)),
        tiers=(
            Tier(
                name="CT volume",
                match=Match(modality=frozenset({"CT"})),
                mode=TierMode.GRADUATED,
                scope=Scope.CLIENT,
                steps=(Step(above=500, percent=Decimal(-5)), Step(above=1000, per_read=Decimal("30.00"))),
            ),
        ),
        minimum=Minimum(monthly=Decimal("4000.00"), mode=MinimumMode.TRUE_UP, scope=Scope.CLIENT),
        maximum=Maximum(monthly=Decimal("60000.00")),
        fixed=(
            FixedFee(
                name="HL7 interface and VPN",
                amount=Decimal("150.00"),
                every=Every.MONTH,
                starts=date(2026, 1, 1),
                quantity=1,
            ),
        ),
        turnaround=(
            Turnaround(
                name="STAT within 30 minutes",
                match=Match(priority=frozenset({"stat"})),
                clock=("received_at", "signed_at"),
                within_minutes=30,
                credit_percent=Decimal(100),
            ),
        ),
        compliance=(
            Compliance(
                name="95 % within the hour",
                clock=("received_at", "signed_at"),
                within_minutes=60,
                at_least_percent=Decimal(95),
                credit_percent=Decimal(2),
            ),
        ),
        escalators=(Escalator(on=date(2026, 7, 1), percent=Decimal("3.0")),),
        taxes=(Tax(name="GST", percent=Decimal(10)),),
    )


def test_the_head_of_the_example_is_the_defaults():
    """Spec 3.1: what the example writes in its head is what holds where it isn't written."""
    bare = read(HEAD + RATE)
    example = read(EXAMPLE)
    for name in ("currency", "month_by", "timezone", "unit", "rounding", "rvu", "late_reads", "bill"):
        assert getattr(bare, name) == getattr(example, name), name


def test_a_clause_knows_its_line():
    contract = read(EXAMPLE)
    lines = EXAMPLE.splitlines()
    assert contract.minimum is not None
    assert [lines[rate.line - 1].split()[0] for rate in contract.rates] == ["[[rates]]"] * 3
    assert lines[contract.minimum.line - 1] == "[minimum]"
    assert lines[contract.places["rates.0.match.cpt"][0] - 1].startswith("match    = { cpt = ")


def test_without_a_title_the_files_name_serves():
    assert read(HEAD + RATE).title == "Mercy night"


def test_a_fee_is_due_from_the_contracts_first_day_unless_it_says_otherwise():
    fee = '[[fixed]]\nname = "VPN"\namount = "150"\nevery = "year"\n'
    assert read(HEAD + RATE + fee).fixed[0].starts == date(2026, 1, 1)
    assert read(HEAD + RATE + fee + "from = 2026-03-01\n").fixed[0].starts == date(2026, 3, 1)


@pytest.mark.parametrize(
    "said, meant",
    [
        ('modality = "MRI"', Match(modality=frozenset({"MR"}))),
        ('modality = ["dx", "CT"]', Match(modality=frozenset({"XR", "CT"}))),
        ('exam_code = "CTHead"', Match(exam_code=frozenset({"cthead"}))),
        ('local_time = "18:00-24:00"', Match(local_time=(LocalHours(time(18), time(0)),))),
        ('local_time = ["06:00 - 07:30"]', Match(local_time=(LocalHours(time(6), time(7, 30)),))),
        ('weekdays = ["sun", "mon"]', Match(weekdays=frozenset({6, 0}))),
        ('cpt = "g0202"', Match(cpt=(CodeRange("G0202", "G0202"),))),
        ('holiday = ["US", "US-IL"]', Match(holiday=frozenset({"US", "US-IL"}))),
        ("regions = 3", Match(regions=3)),
        ('patient_class = ["E", "I"]', Match(patient_class=frozenset({"E", "I"}))),
    ],
)
def test_what_a_match_means(said, meant):
    assert read(match(said)).rates[0].match == meant


@pytest.mark.parametrize("written", ['"38.00"', '"38"', "38"])
def test_an_exact_price_may_be_an_integer_or_a_text(written):
    assert read(rate(f"per_read = {written}")).rates[0].per_read == 38


def test_other_currencies_have_other_places():
    assert read(head('currency = "KWD"').replace('"38.00"', '"38.125"')).rates[0].per_read == Decimal("38.125")
    assert read(head('currency = "JPY"').replace('"38.00"', '"38"')).rates[0].per_read == Decimal(38)


def test_a_schedule_apart_and_late_interest():
    contract = read(head('schedule = "separate"') + '[interest]\npercent_per_month = "1.5"\n')
    assert (contract.separate_schedule, contract.interest_percent_per_month) == (True, Decimal("1.5"))


def test_a_byte_order_mark_and_windows_line_ends_change_nothing():
    assert read("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == read(EXAMPLE)


def test_what_breaks_the_parser_itself_is_a_finding_too():
    for text in ("x = " + "9" * 5_000, "x = " + "[" * 3_000 + "]" * 3_000):
        contract, (finding,) = read_contract("mercy", text, "mercy.toml")
        assert (contract, finding.code) == (None, "toml_syntax")


PIECES = ['"', "'", "[", "]", "{", "}", "=", "#", "\n", ",", "0", "-1", "1.5", "true", "2026-01-01", '"x"', "", " "]


@given(st.data())
def test_whatever_is_done_to_a_file_reading_it_ends_in_terms_or_findings(data):
    """Cuts and pastes in the example: no exception, and never neither terms nor an error."""
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    contract, findings = read_contract("mercy", text, "mercy.toml")
    assert contract is not None or findings
    assert all(1 <= finding.where.line <= text.count("\n") + 1 for finding in findings)
