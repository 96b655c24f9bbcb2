"""Reads a contract file: the text of spec 3.1 to terms, or to all its faults, each with its line and remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from invoicing.contracts.choices import LateReads, MinimumMode, MonthBy, Rounding, Scope, Unit, Within
from invoicing.contracts.file import fees_turnaround_taxes, minimum_and_coverage, rates_and_surcharges
from invoicing.contracts.file.head import check_id, read_currency, read_life, read_release, read_terms, read_timezone
from invoicing.contracts.file.match import read_match
from invoicing.contracts.file.rates_and_surcharges import Life
from invoicing.contracts.model import Contract, Multiple, PaidFinals
from reads.core.codes import ReadType
from reads.core.english import did_you_mean
from reads.core.findings import Finding
from reads.core.toml_file import Key, TomlFile
from reads.core.toml_keys import keys_of
from reads.core.toml_table import Section
from reads.directory.model import PayerKind

T = TypeVar("T")

HEAD = (
    "client",
    "title",
    "effective",
    "until",
    "facilities",
    "currency",
    "po_number",
    "terms_days",
    "not_to_exceed",
    "not_to_exceed_per_year",
    "month_by",
    "timezone",
    "unit",
    "rounding",
    "rvu",
    "late_reads",
    "schedule",
)
"""The keys of the head, which stand above all sections."""

BILLABLE = (ReadType.PRELIMINARY, ReadType.OVERREAD, ReadType.ADDENDUM)
"""What a hospital may be billed for, each yes or no; finals may be told apart by payer (spec 5.5)."""


class _Schedule(StrEnum):
    TOGETHER = "together"
    SEPARATE = "separate"


def read_contract(
    contract_id: str, text: str, file: str, *, placed: bool = True
) -> tuple[Contract | None, list[Finding]]:
    """The terms that the text gives, None with any error among the findings; `file` is what findings name as the place.

    Nothing outside the text is looked at: `checks` holds what concerns the directory and other contracts. Not `placed`, it
    is read in two thirds of the time, and neither terms nor findings know their lines.
    """
    return read_terms(text, file, HEAD, lambda head: _contract(contract_id, head, _sections), placed=placed)


def read_terms_again(contract_id: str, text: str) -> Contract | None:
    """The terms of a text that had no fault when it was applied; contracts with the same sections share their clauses.

    None where head and sections can't be told apart, or something is wrong: then `read_contract` says what it is.
    """
    file, at = f"{contract_id}.toml", text.find("\n[") + 1
    head = TomlFile.opened(text[:at], file, head=HEAD, placed=False)
    if not at or not head.is_toml or not head.values.keys() <= set(HEAD):
        return None
    contract = _contract(contract_id, Section.head(head), lambda _, life: _sections_of(text[at:], life))
    return None if contract is None or head.failed else contract


@lru_cache(maxsize=256)
def _sections_of(body: str, life: Life) -> dict[str, Any] | None:
    """The sections of a text without its head, None where something is wrong."""
    source = TomlFile.opened(body, "", placed=False)
    if not source.is_toml:
        return None
    section = Section.head(source)
    found = _sections(section, life)
    section.finish()
    return None if source.failed else found


def contract_keys() -> list[Key]:
    """Every key that a contract file may have, as this reader asks for it."""
    return keys_of(lambda file: _contract("contract", Section.head(file), _sections))


def _contract(
    contract_id: str, head: Section, clauses: Callable[[Section, Life], dict[str, Any] | None]
) -> Contract | None:
    check_id(head, contract_id, "a contract", "mercy-health")
    head.need("client", '"mercy-health"')
    currency = read_currency(head)
    life = read_life(head, "contract", currency)
    schedule = head.choice("schedule", _Schedule, _Schedule.TOGETHER)
    contract = Contract(
        id=contract_id,
        client=head.text("client"),
        title=head.text("title") or contract_id.replace("-", " ").capitalize(),
        effective=life.effective or date.min,
        until=life.until,
        facilities=frozenset(head.words("facilities", '["mercy-general"]')),
        currency=currency,
        po_number=head.text("po_number"),
        terms_days=head.count("terms_days", 0, 365),
        not_to_exceed=head.amount("not_to_exceed", life.places),
        not_to_exceed_per_year=head.amount("not_to_exceed_per_year", life.places),
        month_by=head.choice("month_by", MonthBy, MonthBy.SIGNED),
        timezone=read_timezone(head),
        unit=head.choice("unit", Unit, Unit.EXAM),
        rounding=head.choice("rounding", Rounding, Rounding.READ),
        rvu=read_release(head),
        late_reads=head.choice("late_reads", LateReads, LateReads.NEXT_INVOICE),
        separate_schedule=schedule is _Schedule.SEPARATE,
        places=head.file.places,
        **(sections := clauses(head, life) or {}),
    )
    if not sections:
        return None
    head.finish()
    _check_together(head, contract)
    return contract


def _sections(head: Section, life: Life) -> dict[str, Any]:
    """The sections, by the names of the contract's fields."""

    def each(key: str, kind: str, read: Callable[[Section, Life], T]) -> tuple[T, ...]:
        return tuple(read(section, life) for section in head.sections(key, kind))

    def single(key: str, read: Callable[[Section, Life], T]) -> T | None:
        section = head.section(key, key)
        return None if section is None else read(section, life)

    bill, finals = single("bill", _bill) or (frozenset({ReadType.PRELIMINARY} if not head.has("bill") else ()), None)
    return {
        "bill": bill,
        "finals": finals,
        "interest_percent_per_month": single("interest", _interest),
        "rates": each("rates", "rate", rates_and_surcharges.read_rate),
        "surcharges": each("surcharges", "surcharge", rates_and_surcharges.read_surcharge),
        "multiple": single("multiple", _multiple),
        "tiers": each("tiers", "tier", rates_and_surcharges.read_tier),
        "minimum": single("minimum", minimum_and_coverage.read_minimum),
        "maximum": single("maximum", minimum_and_coverage.read_maximum),
        "fixed": each("fixed", "fee", fees_turnaround_taxes.read_fixed),
        "coverage": each("coverage", "coverage", minimum_and_coverage.read_coverage),
        "discount": single("discount", minimum_and_coverage.read_discount),
        "prompt_payment": single("prompt_payment", minimum_and_coverage.read_prompt_payment),
        "turnaround": each("turnaround", "turnaround", fees_turnaround_taxes.read_turnaround),
        "compliance": each("compliance", "compliance", fees_turnaround_taxes.read_compliance),
        "escalators": each("escalators", "escalator", fees_turnaround_taxes.read_escalator),
        "taxes": each("taxes", "tax", fees_turnaround_taxes.read_tax),
    }


def _bill(section: Section, _life: Life) -> tuple[frozenset[ReadType], PaidFinals | None]:
    billed = {kind for kind in BILLABLE if section.flag(kind.value, kind is ReadType.PRELIMINARY)}
    finals = _finals(section)
    section.finish()
    return frozenset(billed) | ({ReadType.FINAL} if finals else set()), finals


def _finals(section: Section) -> PaidFinals | None:
    """`final = true`, or a table that says for whose patients (spec 5.5)."""
    value = section.raw("final")
    if value is None or isinstance(value, bool):
        return PaidFinals() if value else None
    if not isinstance(value, Mapping):
        section.wrong_type("final", "true, false or a table", 'true`, or `final = { unless_payer_kind = ["medicare"] }')
        return None
    table = Section(section.file, section.at("final"), value, "finals")
    finals = PaidFinals(
        payer=frozenset(table.words("payer", '"medicare-il"')),
        payer_kind=_kinds(table, "payer_kind"),
        unless_payer_kind=_kinds(table, "unless_payer_kind"),
    )
    table.finish()
    if not value:
        remedy = "write `final = true` for all of them, or say of which payers"
        section.fault("empty_section", "`final` is an empty table", remedy, "final")
    if finals.payer_kind & finals.unless_payer_kind:
        both = ", ".join(sorted(finals.payer_kind & finals.unless_payer_kind))
        table.fault(
            "never_matches", f"{both} is both asked for and excepted", "keep one of the two", "unless_payer_kind"
        )
    return finals


def _kinds(table: Section, key: str) -> frozenset[PayerKind]:
    known = [kind.value for kind in PayerKind]
    words = table.words(key, '["medicare"]')
    for word in words:
        if word not in known:
            table.fault("unknown_value", f'`{key}` has no kind of payer "{word}"', did_you_mean(word, known), key)
    return frozenset(PayerKind(word) for word in words if word in known)


def _interest(section: Section, _life: Life) -> Any:
    section.need("percent_per_month", '"1.5"')
    percent = section.percent("percent_per_month", 0, 100)
    section.finish()
    return percent


def _multiple(section: Section, _life: Life) -> Multiple:
    section.need("percent", '"80"')
    percent = section.percent("percent", 0, 100)
    match = read_match(section)
    within = section.choice("within", Within, Within.ACCESSION)
    section.finish()
    return Multiple(percent=percent or Decimal(0), match=match, within=within, line=section.line)


def _check_together(head: Section, contract: Contract) -> None:
    """What two sections can't say at the same time."""
    low, high = contract.minimum, contract.maximum
    if contract.unit is Unit.ACCESSION and contract.multiple is not None:
        remedy = 'remove `[multiple]`, or write `unit = "exam"`: the others of an accession already cost nothing'
        head.fault("multiple_by_accession", '`[multiple]` can\'t go with `unit = "accession"`', remedy, "multiple")
    if low and high and low.scope is Scope.FACILITY:
        remedy = 'write `scope = "client"` in `[minimum]`, or remove one of the two'
        head.fault("minimum_and_maximum", "a minimum by facility can't go with a maximum", remedy, "minimum.scope")
    elif low and high and low.mode is MinimumMode.TRUE_UP and low.amount > high.monthly * low.span.months > 0:
        key = next(key for key in ("monthly", "quarterly", "yearly") if getattr(low, key) is not None)
        most = f"{high.monthly}" if low.span.months == 1 else f"{low.span.months} times {high.monthly}"
        message = f"the minimum ({low.amount}) is above the maximum ({most})"
        head.fault("minimum_and_maximum", message, "correct one of the two", f"minimum.{key}")
    days = [step.on for step in contract.escalators]
    for number, day in enumerate(days):
        if day in days[:number]:
            remedy = "one day has one: write the percent of both together, or remove the one that was copied"
            head.fault("two_escalators", f"two escalators on {day}", remedy, f"escalators.{number}.on")
    if contract.bill and not head.has("rates"):
        remedy = "add a `[[rates]]`; one with `free = true` where a fixed fee pays for the reads"
        head.warn("no_rates", "the contract has no rate: every read will be held", remedy)
