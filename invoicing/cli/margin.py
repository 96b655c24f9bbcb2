"""`wetread margin`: a month's revenue, pay and margin by client, facility and modality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.core.errors import WrongUse

if TYPE_CHECKING:
    from invoicing.contractors.margin import Figures, Margin, MarginCell

_HEAD = ("", "billed", "paid", "revenue", "pay", "margin", "%")
_FIGURES = range(1, len(_HEAD))


@click.command()
@click.argument("month", type=MONTH)
@click.option("--currency", metavar="CODE", help="Told in this currency, by the rates in agreements/exchange.csv.")
@at_desk
def margin(desk: Desk, month: str, currency: str | None) -> None:
    """What the month's wet reads cost the clients, what their readers earn, and what is left.

    Revenue is priced as of now, without taxes. Pay is that of `wetread contractors statement`. The exit status is 1 where
    reads could not be priced for their readers, so that pay is told too low.

    \b
    wetread margin 2026-10
    """
    from invoicing.contractors.books import whole_arrangements
    from invoicing.contractors.margin import margin_of
    from reads.core import typed
    from reads.core.currency import is_currency

    if currency and not is_currency(currency):
        raise WrongUse(f"{currency!r} is not a currency's code", "write three capital letters, like USD")
    parsed = typed.month(month)
    with desk.look() as reading:
        found = whole_arrangements(reading, desk.books)
        told = margin_of(reading, found, parsed, currency)
    desk.report(found.findings)
    desk.answer(lambda: _as_json(told), lambda: _show(told))
    if told.unpaid:
        desk.say(
            f"{told.unpaid:,} reads could not be priced for their readers: `wetread contractors statement {parsed}`"
        )
        desk.needs_a_person()


def _as_json(told: Margin) -> dict[str, object]:
    def rows(grouped: Mapping[MarginCell, Figures], *names: str) -> list[dict[str, object]]:
        return [
            {**{name: getattr(cell, name) or None for name in names}, **_figures(figures)}
            for cell, figures in grouped.items()
        ]

    return {
        "month": str(told.month),
        "currency": told.currency,
        **_figures(told.total),
        "clients": rows(told.by_client, "client"),
        "facilities": rows(told.by_facility, "client", "facility"),
        "modalities": rows(told.by_modality, "modality"),
        "cells": rows(told.cells, "client", "facility", "modality"),
        "unpaid": told.unpaid,
        "without_agreement": [{"radiologist": reader, "reads": count} for reader, count in told.without_agreement],
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "reads": figures.reads,
        "reads_paid": figures.reads_paid,
        "revenue": str(figures.revenue),
        "pay": str(figures.pay),
        "margin": str(figures.margin),
        "margin_percent": None if figures.percent is None else f"{figures.percent:f}",
    }


def _show(told: Margin) -> None:
    click.echo(f"{told.month.spelled()}, {told.currency}")
    click.echo()
    rows = [_HEAD, *_client_rows(told), ("", *[""] * len(_FIGURES))]
    rows += [_row(cell.modality or "not by modality", figures) for cell, figures in told.by_modality.items()]
    rows += [("", *[""] * len(_FIGURES)), _row("all", told.total)]
    for line in aligned(rows, right=_FIGURES):
        click.echo(line)
    if told.without_agreement:
        readers = ", ".join(f"{reader} ({count:,})" for reader, count in told.without_agreement)
        click.echo(f"\nReads by readers without an agreement, who cost nothing here: {readers}")


def _client_rows(told: Margin) -> Iterator[tuple[str, ...]]:
    """Each client, with its facilities below it."""
    facilities: defaultdict[str, list[tuple[str, Figures]]] = defaultdict(list)
    for cell, figures in told.by_facility.items():
        facilities[cell.client].append((cell.facility, figures))
    for cell, figures in told.by_client.items():
        yield _row(cell.client or "no client", figures)
        for facility, part in facilities[cell.client]:
            yield _row(f"  {facility or 'not by facility'}", part)


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    percent = "" if figures.percent is None else f"{figures.percent:f}"
    return (
        name,
        f"{figures.reads:,}",
        f"{figures.reads_paid:,}",
        figures.revenue.printed(),
        figures.pay.printed(),
        figures.margin.printed(),
        percent,
    )
