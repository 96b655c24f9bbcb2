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
holiday = "US"                     # or kind = "night", a word of hours.csv
add     = "40.00"                  # an hour; or percent = "20"
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal

from invoicing.contractors.agreement import Agreement, HourExtra, Hourly
from invoicing.contracts.clauses import Life, name_of, one_of_two, read_rate, read_surcharge
from invoicing.contracts.contract import Match
from invoicing.contracts.matching import is_holiday_calendar, read_match
from invoicing.contracts.section import ContractFile, Section, Unquoted, did_you_mean
from reads.core.codes import ReadType
from reads.core.findings import Finding, Severity, Where
from reads.core.ids import is_id
from reads.core.money import is_currency, places_of
from reads.core.places import key_places
from reads.core.times import zone_named
from reads.fees.quarter import is_release_name

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

_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)")
_EXAM_PLACES = 4


def read_agreement(agreement_id: str, text: str, file: str) -> tuple[Agreement | None, list[Finding]]:
    """The terms that the text gives, None with any error among the findings; `file` is what findings name."""
    text = text.removeprefix("\ufeff")
    try:
        table = tomllib.loads(text, parse_float=Unquoted)
        source = ContractFile(file, key_places(text), HEAD)
    except (ValueError, RecursionError) as error:
        return None, [_syntax_fault(str(error), file)]
    head = Section(source, "", table)
    if not is_id(agreement_id):
        remedy = "name the file with lower-case words joined by hyphens, like r-rao.toml"
        head.fault("bad_id", f"\"{agreement_id}\" can't be an agreement's id", remedy)
    agreement = _agreement(agreement_id, head)
    failed = any(finding.severity is Severity.ERROR for finding in source.findings)
    findings = sorted(source.findings, key=lambda finding: (finding.where.line, finding.where.column))
    return None if failed else agreement, findings


def _syntax_fault(message: str, file: str) -> Finding:
    found = _SYNTAX.search(message)
    where = Where(file, int(found[1]), int(found[2])) if found else Where(file)
    remedy = "correct the line; a value is a text in quotes, a whole number, a date, true, false, or a list of these"
    return Finding("toml_syntax", f"this is not TOML: {message[:1].lower()}{message[1:]}", remedy, where)


def _agreement(agreement_id: str, head: Section) -> Agreement:
    head.need("radiologist", '"r-rao"')
    head.need("effective", "2026-01-01")
    currency = _currency(head, "currency", "USD")
    life = Life(head.day("effective"), head.day("until"), places_of(currency))
    if life.effective and life.until and life.until <= life.effective:
        message = f"the agreement ends ({life.until}) before it begins ({life.effective})"
        head.fault("reversed_dates", message, "write a day after `effective`", "until")
    hourly = head.section("hourly", "hourly")
    agreement = Agreement(
        id=agreement_id,
        radiologist=head.text("radiologist"),
        title=head.text("title") or agreement_id.replace("-", " ").capitalize(),
        effective=life.effective or date.min,
        until=life.until,
        currency=currency,
        paid_in=_currency(head, "paid_in", currency),
        timezone=_timezone(head),
        rvu=_release(head),
        earns=_earns(head),
        tax_form_signed=head.day("tax_form_signed"),
        rates=tuple(read_rate(section, life) for section in head.sections("rates", "rate")),
        differentials=tuple(
            read_surcharge(section, life) for section in head.sections("differentials", "differential")
        ),
        hourly=None if hourly is None else _hourly(hourly, life),
    )
    head.finish()
    _check_together(head, agreement)
    return agreement


def _currency(head: Section, key: str, default: str) -> str:
    currency = head.text(key, '"USD"') or default
    if head.has(key) and not is_currency(currency):
        remedy = 'write three capital letters (ISO 4217), like "USD"'
        head.fault("bad_currency", f'`{key} = "{currency}"` is not a currency\'s code', remedy, key)
    return currency


def _timezone(head: Section) -> str | None:
    zone = head.text("timezone", '"facility"') or "facility"
    if zone == "facility":
        return None
    if zone_named(zone) is None:
        remedy = 'write "facility", or a zone like "America/Chicago"'
        head.fault("unknown_value", f'`timezone = "{zone}"` is not a time zone', remedy, "timezone")
    return zone


def _release(head: Section) -> str | None:
    release = head.text("rvu", '"current"') or "current"
    if release == "current":
        return None
    if not is_release_name(release):
        remedy = 'write "current", or the year and quarter of a CMS release: "2025D" is that of October 2025'
        head.fault("bad_release", f'`rvu = "{release}"` is not a release', remedy, "rvu")
    return release


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
    for word in holidays:
        if not is_holiday_calendar(word):
            remedy = 'write a country like "US", or a country and its part like "US-IL"'
            section.fault("unknown_value", f'`holiday` has no calendar "{word}"', remedy, "holiday")
    percent, add = section.percent("percent", -100, 1000), section.amount("add", life.places)
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
