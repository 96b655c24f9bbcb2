"""One read's answer as rows and as scripts see it: labels, figures and words, by any face (spec 3.7). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from invoicing.closing.explain_read import ReadAnswer
from invoicing.contracts.model import Contract
from invoicing.pricing.explain import Explained, amount_shown
from invoicing.pricing.priced_month import CodeValue, Extra
from reads.core.times import rfc3339
from reads.routing.route import ToHospital, ToInsurer


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row of the explanation: what it is about (empty: the same as the row before), a figure where it has one, words."""

    label: str
    words: str
    figure: Decimal | None = None


def headline(answer: ReadAnswer) -> tuple[str, str, str, str]:
    """Accession, facility, exam and read type."""
    read = answer.route.logged.read
    return read.accession, read.facility, read.exam, read.read_type.value


def rows_of(answer: ReadAnswer) -> Iterator[ExplainedRow]:
    """When, where it goes and why, what it costs with every figure, and the paper it is on."""
    yield ExplainedRow("signed", _signed(answer))
    yield ExplainedRow("route", f"{answer.door} ({answer.rule_says})")
    for reason in (*answer.reasons, *answer.warnings):
        yield ExplainedRow("", f"{reason.code}: {reason.message}")
        yield ExplainedRow("", f"→ {reason.remedy}")
    if answer.applied is not None:
        terms = answer.applied.contract
        yield ExplainedRow("contract", f"{terms.id}, version {answer.applied.version} ({terms.title})")
    yield ExplainedRow("month", answer.month.spelled())
    if answer.price is not None and answer.applied is not None:
        yield from _price(answer.price)
        yield from _billed(answer, answer.applied.contract)
        yield ExplainedRow("line", ", ".join(answer.price.lines))


def _signed(answer: ReadAnswer) -> str:
    """When, on the facility's clock where it is known, and by whom."""
    route, read = answer.route, answer.route.logged.read
    if isinstance(route, ToHospital | ToInsurer):
        local = read.signed_at.astimezone(route.facility.zone)
        return f"{local:%Y-%m-%d %H:%M} {local.tzname()} by {route.radiologist.name}"
    return f"{rfc3339(read.signed_at)} by {read.radiologist}"


def _price(price: Explained) -> Iterator[ExplainedRow]:
    yield ExplainedRow("rate", f"{price.read.rate}: {price.rate_price}")
    for code in price.read.codes:
        value = f": {code.work_rvu} work RVU, release {code.release}" if code.release else ""
        yield ExplainedRow("code", f"{code.cpt}{value}")
    for figure in price.figures:
        words = figure.name + (f": {figure.made_of}" if figure.made_of else "")
        yield ExplainedRow("", words, figure.amount)


def _billed(answer: ReadAnswer, contract: Contract) -> Iterator[ExplainedRow]:
    if answer.withdrawn:
        yield ExplainedRow("", f"it is {answer.withdrawn}, and costs nothing until it is restored", answer.owed)
    yield ExplainedRow("invoice", answer.paper_says)
    if answer.billed is not None and answer.billed_differently:
        was = f"{answer.billed.printed()} was billed, not {answer.owed:,f}: issued papers stay as they are;"
        yield ExplainedRow("", was)
        shows = f"`wetread invoice adjust {contract.client} {answer.month}` shows the difference"
        yield ExplainedRow("", shows)


def as_json(answer: ReadAnswer) -> dict[str, object]:
    """The read as scripts see it (spec 6); what it doesn't have is null or empty."""
    read, applied = answer.route.logged.read, answer.applied
    document: dict[str, object] = {
        "accession": read.accession,
        "exam": read.exam,
        "facility": read.facility,
        "read_type": read.read_type.value,
        "route": answer.door,
        "rule": answer.rule,
        "contract": applied and applied.contract.id,
        "version": applied and applied.version,
        "month": str(answer.month),
    }
    if answer.price is not None and applied is not None:
        document |= _price_as_json(answer.price, applied.contract) | {"charge": f"{answer.owed:f}"}
    else:
        document |= _NO_PRICE
    reasons, warnings = (
        [{"code": one.code, "message": one.message, "remedy": one.remedy} for one in some]
        for some in (answer.reasons, answer.warnings)
    )
    billed = None if answer.billed is None else str(answer.billed)
    return document | {
        "invoice": answer.paper,
        "billed": billed,
        "withdrawn": answer.withdrawn or None,
        "reasons": reasons,
        "warnings": warnings,
    }


_NO_PRICE: dict[str, object] = {
    **dict.fromkeys(("rate", "units", "base", "multiple", "charge")),
    **{name: [] for name in ("codes", "tiers", "surcharges", "credits", "figures", "lines")},
}


def _price_as_json(price: Explained, contract: Contract) -> dict[str, object]:
    def shown(amount: Any) -> str:
        return f"{amount_shown(amount, contract):f}"

    def named(extras: tuple[Extra, ...]) -> list[dict[str, str]]:
        return [{"name": extra.name, "amount": shown(extra.amount)} for extra in extras]

    read = price.read
    return {
        "rate": read.rate,
        "rate_price": price.rate_price,
        "units": str(read.units),
        "codes": [_code_as_json(code) for code in read.codes],
        "base": shown(read.base),
        "multiple": _plain(read.multiple),
        "tiers": [
            {"name": part.name, "step": part.step, "units": str(part.units), "amount": shown(part.amount)}
            for part in read.tiers
        ],
        "surcharges": named(read.surcharges),
        "credits": named(read.credits),
        "charge": shown(read.charge),
        "figures": [
            {"name": figure.name, "made_of": figure.made_of, "amount": f"{figure.amount:f}"} for figure in price.figures
        ],
        "lines": list(price.lines),
    }


def _code_as_json(code: CodeValue) -> dict[str, str | None]:
    return {"cpt": code.cpt, "work_rvu": _plain(code.work_rvu), "release": code.release}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
