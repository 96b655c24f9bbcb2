"""Reads an agreement file: its text to terms, or to all its faults, each with its line and remedy (spec 4.5).

radiologist     = "r-rao"          # whom it pays: an id of directory/radiologists.csv
effective       = 2026-01-01
until           = 2027-01-01       # optional: the first day that it no longer covers
title           = "Nights"         # optional
currency        = "USD"            # of the amounts below
paid_in         = "INR"            # optional: converted by the newest rate in agreements/exchange.csv
timezone        = "facility"       # or a zone: whose clock says which month, night or holiday it is
earns           = ["preliminary"]  # which read types earn
rvu             = "current"        # or a pinned release, "2025D"
tax_form_signed = 2025-02-01       # when the W-8 or W-9 was signed; its kind is in radiologists.csv

[[rates]]                          # the first that matches pays the read, with the keys of a contract's rates
name     = "CT"
match    = { modality = "CT" }
per_read = "14.00"                 # or per_wrvu, or free = true

[[differentials]]                  # each that matches adds to what a rate pays
name    = "Night"
match   = { local_time = "22:00-06:00" }
percent = "10"                     # or add = "2.00"

[hourly]                           # hours are in agreements/hours.csv
per_hour       = "175.00"
exams_per_hour = "8.33"            # above hours × this, rounded to a whole number,
bonus_per_exam = "10.00"           # each exam earns so much

[[hourly.extras]]
name    = "Holiday"
holiday = "US"                     # or a list holidays/NAME.csv; or kind = "night", a word of hours.csv
add     = "40.00"                  # an hour; or percent = "20"
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from invoicing.contractors.agreement import Agreement, HourExtra, Hourly
from invoicing.contracts.file.head import check_id, read_currency, read_life, read_release, read_terms, read_timezone
from invoicing.contracts.file.match import read_match
from invoicing.contracts.file.rates_and_surcharges import Life, name_of, one_of_two, price_of, read_rate, read_surcharge
from invoicing.contracts.match import Match
from reads.core.codes import ReadType
from reads.core.english import did_you_mean
from reads.core.findings import Finding
from reads.core.toml_file import Key
from reads.core.toml_keys import keys_of
from reads.core.toml_table import Section

HEAD = (
    "radiologist",
    "title",
    "effective",
    "until",
    "currency",
    "paid_in",
    "timezone",
    "earns",
    "rvu",
    "tax_form_signed",
)
"""The keys of the head, which stand above all sections."""

_EXAM_PLACES = 4


def read_agreement(agreement_id: str, text: str, file: str) -> tuple[Agreement | None, list[Finding]]:
    """The terms that the text gives, None with any error among the findings; `file` is what findings name."""
    return read_terms(text, file, HEAD, lambda head: _agreement(agreement_id, head))


def agreement_keys() -> list[Key]:
    """Every key that an agreement file may have, as this reader asks for it."""
    return keys_of(lambda file: _agreement("agreement", Section.head(file)))


def _agreement(agreement_id: str, head: Section) -> Agreement:
    check_id(head, agreement_id, "an agreement", "r-rao")
    head.need("radiologist", '"r-rao"')
    currency = read_currency(head)
    life = read_life(head, "agreement", currency)
    hourly = head.section("hourly", "hourly")
    agreement = Agreement(
        id=agreement_id,
        radiologist=head.text("radiologist"),
        title=head.text("title") or agreement_id.replace("-", " ").capitalize(),
        effective=life.effective or date.min,
        until=life.until,
        currency=currency,
        paid_in=read_currency(head, "paid_in", currency),
        timezone=read_timezone(head),
        rvu=read_release(head),
        earns=_earns(head),
        tax_form_signed=head.day("tax_form_signed"),
        rates=tuple(read_rate(section, life, printed=False) for section in head.sections("rates", "rate")),
        differentials=tuple(
            read_surcharge(section, life, add_per_known=False)
            for section in head.sections("differentials", "differential")
        ),
        hourly=None if hourly is None else _hourly(hourly, life),
        places=head.file.places,
    )
    head.finish()
    _check_together(head, agreement)
    return agreement


def _earns(head: Section) -> frozenset[ReadType]:
    known = [kind.value for kind in ReadType]
    words = head.words("earns", '["preliminary"]')
    for word in words:
        if word not in known:
            head.fault("unknown_value", f'`earns` has no read type "{word}"', did_you_mean(word, known), "earns")
    return frozenset(ReadType(word) for word in words if word in known) or frozenset({ReadType.PRELIMINARY})


def _hourly(section: Section, life: Life) -> Hourly:
    section.need("per_hour", '"175.00"')
    per_hour = section.amount("per_hour", life.places)
    exams = section.number("exams_per_hour", _EXAM_PLACES, '"8.33"')
    bonus = section.amount("bonus_per_exam", life.places)
    match = read_match(section) if section.has("match") else Match()
    extras = tuple(_extra(extra, life) for extra in section.sections("extras", "extra"))
    section.finish()
    if section.has("exams_per_hour") != section.has("bonus_per_exam"):
        missing, example = ("bonus_per_exam", "10.00") if section.has("exams_per_hour") else ("exams_per_hour", "8.33")
        remedy = f'add a line like `{missing} = "{example}"`, or leave both out'
        section.fault("missing_key", "`exams_per_hour` and `bonus_per_exam` go together", remedy)
    if exams is not None and exams <= 0:
        section.fault("out_of_range", f'`exams_per_hour = "{exams}"` must be above 0', "correct it", "exams_per_hour")
    return Hourly(
        per_hour=per_hour or Decimal(0),
        exams_per_hour=exams,
        bonus_per_exam=bonus,
        match=match,
        extras=extras,
        line=section.line,
    )


def _extra(section: Section, life: Life) -> HourExtra:
    name = name_of(section)
    kinds = frozenset(word.casefold() for word in section.words("kind", '"night"'))
    holidays = section.words("holiday", '"US"')
    percent, add = section.percent("percent", -100, 1000), price_of(section, "add", life.places)
    starts, ends = life.days_of(section)
    section.finish()
    one_of_two(section, "percent", "add", 'percent = "20"')
    if not (section.has("kind") or section.has("holiday")):
        section.fault("none_given", "neither `kind` nor `holiday` is given", 'add a line like `kind = "night"`')
    return HourExtra(
        name=name,
        kinds=kinds,
        holidays=frozenset(holidays),
        percent=percent,
        add=add,
        starts=starts,
        ends=ends,
        line=section.line,
    )


def _check_together(head: Section, agreement: Agreement) -> None:
    """What sections can't say together: an agreement that pays for nothing, differentials on no rate."""
    if not head.has("rates") and agreement.hourly is None:
        remedy = "add a `[[rates]]`, or an `[hourly]` section"
        head.fault("pays_nothing", "the agreement says nothing of what it pays", remedy)
    if head.has("differentials") and not head.has("rates"):
        remedy = "for differentials on hours write `[[hourly.extras]]`"
        head.fault("no_rates", "differentials add to what a rate pays, and there is no rate", remedy, "differentials")
