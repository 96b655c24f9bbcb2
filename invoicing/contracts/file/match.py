"""Reads a `match` table: when a rate, surcharge, tier or credit applies (spec 3.1); `checks` holds its words against the books."""

from __future__ import annotations

import re
from datetime import time
from enum import StrEnum

from invoicing.contracts.match import CodeRange, LocalHours, Match, Observed
from reads.core.codes import PatientClass, ReadType, is_cpt, is_modifier, modality
from reads.core.english import did_you_mean
from reads.core.toml_table import Section
from reads.directory.names import folded

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII)


def read_match(section: Section, key: str = "match") -> Match:
    """The match under a key of a section; without one it holds for every read."""
    table = section.section(key, section.label)
    if table is None:
        return Match()
    match = Match(
        cpt=_codes(table),
        exam_code=frozenset(code.casefold() for code in table.words("exam_code", '"CTHEAD"')),
        modality=frozenset(modality(word) for word in table.words("modality", '"CT"')),
        read_type=_known(table, "read_type", ReadType),
        priority=frozenset(map(folded, table.words("priority", '"stat"'))),
        facility=frozenset(table.words("facility", '"mercy-general"')),
        radiologist=frozenset(table.words("radiologist", '"jane-doe"')),
        patient_class=_known(table, "patient_class", PatientClass),
        payer=frozenset(table.words("payer", '"medicare-il"')),
        modifiers=_modifiers(table),
        local_time=_hours(table),
        weekdays=read_weekdays(table),
        night_of=table.flag("night_of"),
        holiday=frozenset(table.words("holiday", '"US"')),
        observed=table.choice("observed", Observed, Observed.BOTH),
        regions=table.count("regions", 1, 99),
    )
    table.finish()
    if match.night_of and not (match.weekdays or match.holiday):
        remedy = 'add the days on which such nights begin: `weekdays = ["fri", "sat"], night_of = true`, or a `holiday`'
        message = "`night_of` says nothing without `weekdays` or `holiday`"
        table.fault("night_of_alone", message, remedy, "night_of")
    if table.has("observed") and not match.holiday:
        remedy = 'name the holidays: `holiday = "US", observed = "actual"`'
        table.fault("observed_alone", "`observed` says nothing without `holiday`", remedy, "observed")
    return match


def _modifiers(table: Section) -> frozenset[str]:
    words = frozenset(word.upper() for word in table.words("modifiers", '["50"]'))
    for word in sorted(words):
        if not is_modifier(word):
            remedy = 'write two letters or digits, like ["50", "LT"]'
            table.fault("bad_modifier", f'`modifiers` has "{word}", which is no modifier', remedy, "modifiers")
    return words


def _known(table: Section, key: str, kind: type[StrEnum]) -> frozenset[str]:
    known = [member.value for member in kind]
    words = table.words(key, f'"{known[0]}"')
    for word in words:
        if word not in known:
            table.fault("unknown_value", f'`{key}` has no value "{word}"', did_you_mean(word, known), key)
    return frozenset(words)


def _codes(table: Section) -> tuple[CodeRange, ...]:
    ranges = []
    for word in table.words("cpt", '["70450", "70460-70498"]'):
        first, dash, last = (part.strip() for part in word.upper().partition("-"))
        last = last if dash else first
        fault = _range_fault(first, last)
        if fault:
            remedy = 'write a code of five characters, or the first and last of a range: "70460-70498"'
            table.fault("bad_code", f'`cpt` "{word}": {fault}', remedy, "cpt")
        ranges.append(CodeRange(first, last))
    return tuple(ranges)


def _range_fault(first: str, last: str) -> str:
    if len(first) != len(last):
        return "the two codes have not the same length"
    for code in (first, last):
        if not is_cpt(code):
            return f'"{code}" is not a CPT code'
    if [char.isdigit() for char in first] != [char.isdigit() for char in last]:
        return "the two codes are not of one kind"
    return "the range runs backwards" if last < first else ""


def _hours(table: Section) -> tuple[LocalHours, ...]:
    spans = []
    for word in table.words("local_time", '"23:00-05:00"'):
        found = _HOURS.fullmatch(word.replace(" ", ""))
        if not found:
            remedy = 'write hours and minutes like "23:00-05:00"'
            table.fault("bad_local_time", f'`local_time` "{word}" is not a span of the day', remedy, "local_time")
            continue
        starts, ends = _ends(found)
        if starts == ends:
            remedy = "leave `local_time` out where every hour counts"
            table.fault("bad_local_time", f'`local_time` "{word}" ends when it begins', remedy, "local_time")
        spans.append(LocalHours(starts, ends))
    return tuple(spans)


def read_window(table: Section) -> LocalHours | None:
    """The one window of `local_time`; one whose end is not after its start runs to the next day, so that "08:00-08:00" is a day."""
    words = table.words("local_time", '"23:00-07:00"')
    found = _HOURS.fullmatch(words[0].replace(" ", "")) if len(words) == 1 else None
    if words and not found:
        message = f"`local_time` must be one span of the day, not {', '.join(words)}"
        table.fault("bad_local_time", message, 'write hours and minutes like "23:00-07:00"', "local_time")
    return LocalHours(*_ends(found)) if found else None


def _ends(found: re.Match[str]) -> tuple[time, time]:
    return time(int(found[1]), int(found[2])), time(int(found[3] or 0), int(found[4] or 0))


def read_weekdays(table: Section) -> frozenset[int]:
    """The days of `weekdays`, 0 for Monday to 6."""
    days = set()
    for word in table.words("weekdays", '["sat", "sun"]'):
        if word in WEEKDAYS:
            days.add(WEEKDAYS.index(word))
        else:
            remedy = did_you_mean(word.lower()[:3], WEEKDAYS)
            table.fault("unknown_value", f'`weekdays` has no day "{word}"', remedy, "weekdays")
    return frozenset(days)
