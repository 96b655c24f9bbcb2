"""`wetread explain`: why a read costs what it costs, readable over the phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from decimal import Decimal

    from invoicing.closing.explain_read import Answer
    from invoicing.contracts.model import Contract
    from invoicing.pricing.explain import Explained
    from invoicing.pricing.result import CodeValue, Extra

_LABEL = 10
_FIGURE = 14


@click.command()
@click.argument("accession")
@click.option("--facility", metavar="ID", help="The reads of this facility, where several use the number.")
@at_desk
def explain(desk: Desk, accession: str, facility: str | None) -> None:
    """Tell why each read of an accession goes where it goes and costs what it costs.

    \b
    wetread explain A100245
    """
    from invoicing.closing.explain_read import explain_reads
    from reads.log.errors import UnknownRead
    from reads.log.repository import reads_of

    with desk.store.read() as session:
        reads = [logged for logged in reads_of(session, accession) if facility in (None, logged.read.facility)]
        if not reads:
            raise UnknownRead(accession)
        answers = explain_reads(session, reads)
    desk.answer([_as_json(answer) for answer in answers], lambda: click.echo("\n\n".join(map(_text, answers))))


def _as_json(answer: Answer) -> dict[str, object]:
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
    reasons = [{"code": one.code, "message": one.message, "remedy": one.remedy} for one in answer.reasons]
    billed = None if answer.billed is None else str(answer.billed)
    return document | {
        "invoice": answer.paper,
        "billed": billed,
        "withdrawn": answer.withdrawn or None,
        "reasons": reasons,
    }


_NO_PRICE: dict[str, object] = {
    **dict.fromkeys(("rate", "units", "base", "multiple", "charge")),
    **{name: [] for name in ("codes", "tiers", "surcharges", "credits", "figures", "lines")},
}


def _price_as_json(price: Explained, contract: Contract) -> dict[str, object]:
    from invoicing.pricing.explain import amount_shown

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


def _text(answer: Answer) -> str:
    """A read as it is told to somebody on the phone."""
    read = answer.route.logged.read
    heads = (read.accession, read.facility, read.exam, read.read_type.value)
    return "\n".join([click.style("  ".join(heads), bold=True), *_passages(answer)])


def _passages(answer: Answer) -> Iterator[str]:
    yield _row("signed", _signed(answer))
    yield _row("route", f"{answer.door} ({answer.rule_says})")
    for reason in answer.reasons:
        yield _row("", f"{reason.code}: {reason.message}")
        yield _row("", f"→ {reason.remedy}")
    if answer.applied is not None:
        terms = answer.applied.contract
        yield _row("contract", f"{terms.id}, version {answer.applied.version} ({terms.title})")
    yield _row("month", answer.month.spelled())
    if answer.price is not None and answer.applied is not None:
        yield from _price(answer.price)
        if answer.withdrawn:
            yield _row(
                "", f"{answer.owed:>{_FIGURE},f}  it is {answer.withdrawn}, and costs nothing until it is restored"
            )
        yield _row("invoice", answer.paper_says)
        if answer.billed is not None and answer.billed_differently:
            yield _row(
                "", f"{answer.billed.printed()} was billed, not {answer.owed:,f}: issued papers stay as they are;"
            )
            yield _row(
                "", f"`wetread invoice adjust {answer.applied.contract.client} {answer.month}` shows the difference"
            )
        yield _row("line", ", ".join(answer.price.lines))


def _signed(answer: Answer) -> str:
    """When, on the facility's clock where it is known, and by whom."""
    from reads.core.times import rfc3339
    from reads.routing.route import ToHospital, ToInsurer

    route, read = answer.route, answer.route.logged.read
    if isinstance(route, ToHospital | ToInsurer):
        local = read.signed_at.astimezone(route.facility.zone)
        return f"{local:%Y-%m-%d %H:%M} {local.tzname()} by {route.radiologist.name}"
    return f"{rfc3339(read.signed_at)} by {read.radiologist}"


def _price(price: Explained) -> Iterator[str]:
    yield _row("rate", f"{price.read.rate}: {price.rate_price}")
    for code in price.read.codes:
        value = f": {code.work_rvu} work RVU, release {code.release}" if code.release else ""
        yield _row("code", f"{code.cpt}{value}")
    for figure in price.figures:
        yield _row(
            "", f"{figure.amount:>{_FIGURE},f}  {figure.name}" + (f": {figure.made_of}" if figure.made_of else "")
        )


def _row(label: str, text: str) -> str:
    return f"  {label:<{_LABEL}}{text}"
