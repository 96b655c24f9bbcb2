"""`wetread contract test`: what past months would have cost under a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from invoicing.cli.columns import aligned, signed
from reads.cli.desk import Desk, at_desk
from reads.cli.known_words import MONTH
from reads.core.english import counted

if TYPE_CHECKING:
    from invoicing.contracts.draft_contract import Substitution
    from invoicing.reports.contract_trial import Compared, Trial, TriedMonth
    from reads.core.month import Month

_HEAD = ("contract", "month", "", "reads", "now", "draft", "difference", "billed", "against billed")
_FIGURES = range(3, len(_HEAD))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--from", "first", type=MONTH, metavar="MONTH", help="The first month; five before the last if not given."
)
@click.option("--to", "last", type=MONTH, metavar="MONTH", help="The last month; the last whole one if not given.")
@at_desk
def test(desk: Desk, file: Path, first: str | None, last: str | None) -> None:
    """Try a draft of a contract on past months: what they cost now, and what they would have cost. Nothing is stored.

    The draft takes the place of the contract of its file's name; where there is none, of whatever covers its facilities.
    It is checked as `wetread apply` would; the exit status is 1 where it leaves reads without a price.

    \b
    wetread contract test drafts/mercy-overnight.toml --from 2026-01 --to 2026-06
    """
    from invoicing.reports.draft_on_past_months import try_text

    with click.open_file(str(file), "rb") as stream:
        content: bytes = stream.read()
    months = tried_months(desk, first, last)
    with desk.store.read() as session:
        trial = try_text(session, str(file), content, months)
    desk.report(trial.warnings)
    desk.answer(_as_json(trial, file, months), lambda: _show(trial, file, months))
    if trial.unpriced:
        desk.needs_a_person()


def tried_months(desk: Desk, first: str | None, last: str | None) -> list[Month]:
    """The months that are tried, as they were asked for."""
    from invoicing.reports.draft_on_past_months import months_to_try
    from reads.core import typed
    from reads.directory.load_directory import last_whole_month

    with desk.store.read() as session:
        last_whole = last_whole_month(session, desk.clock)
    return months_to_try(typed.month(first) if first else None, typed.month(last) if last else None, last_whole)


def _as_json(trial: Trial, file: Path, months: Sequence[Month]) -> dict[str, object]:
    substitution = trial.substitution
    return {
        "path": str(file),
        "contract": substitution.draft.id,
        "replaces": list(substitution.replaced),
        "from": str(months[0]),
        "to": str(months[-1]),
        "as_if_effective": None if substitution.since is None else substitution.since.isoformat(),
        "currency": substitution.draft.currency,
        "months": [_month_as_json(each) for each in trial.months],
        "total": _compared_as_json(trial.total),
        "unpriced": dict(trial.unpriced),
        "warnings": [finding.as_json() for finding in trial.warnings],
    }


def _month_as_json(each: TriedMonth) -> dict[str, object]:
    modalities = [{"modality": name, **_compared_as_json(part)} for name, part in each.modalities.items()]
    billed = each.against_billed
    return {
        "contract": each.contract,
        "month": str(each.month),
        "modalities": modalities,
        "other_lines": _compared_as_json(each.rest),
        **_compared_as_json(each.total),
        "billed": None if each.billed is None else str(each.billed),
        "against_billed": None if billed is None else str(billed),
    }


def _compared_as_json(part: Compared) -> dict[str, object]:
    return {
        "reads": part.reads,
        "reads_draft": part.reads_tried,
        "now": str(part.now),
        "draft": str(part.tried),
        "difference": str(part.difference),
    }


def _show(trial: Trial, file: Path, months: Sequence[Month]) -> None:
    click.echo(_heading(trial.substitution, file, months))
    if not trial.months:
        click.echo("There is no read and no fee in these months, now or under the draft.")
        return
    rows = [_HEAD, *(row for each in trial.months for row in _month_rows(each))]
    if len(trial.months) > 1:
        rows += [("all", "", name, *_figures(part), "", "") for name, part in trial.modalities.items()]
        rows.append(("all", "", "total", *_figures(trial.total), "", ""))
    click.echo()
    for line in aligned(rows, right=_FIGURES):
        click.echo(line)
    for code, count in trial.unpriced.items():
        is_billed = "that is billed now" if count == 1 else "that are billed now"
        click.echo(f"\n{counted(count, 'read')} {is_billed} would be held {code} under the draft.")


def _heading(substitution: Substitution, file: Path, months: Sequence[Month]) -> str:
    replaced = f"in the place of {', '.join(substitution.replaced)}" if substitution.replaced else "a new contract"
    since = f", as if in force from {substitution.since}" if substitution.since else ""
    return f"{file}, {replaced}, {months[0]} to {months[-1]}{since}; amounts in {substitution.draft.currency}"


def _month_rows(each: TriedMonth) -> Iterator[tuple[str, ...]]:
    """A row a modality, one for all other lines, and their sum beside what was billed."""
    head = (each.contract, str(each.month))
    for name, part in each.modalities.items():
        yield (*head, name or "no modality", *_figures(part), "", "")
        head = ("", "")
    if each.rest.now or each.rest.tried:
        yield (*head, "fees, minimum, taxes", *_figures(each.rest), "", "")
        head = ("", "")
    against = each.against_billed
    billed = "" if each.billed is None else each.billed.printed()
    yield (*head, "total", *_figures(each.total), billed, "" if against is None else signed(against))


def _figures(part: Compared) -> tuple[str, ...]:
    reads = f"{part.reads:,}" if part.reads == part.reads_tried else f"{part.reads:,} → {part.reads_tried:,}"
    shown = reads if part.reads or part.reads_tried else ""
    return shown, part.now.printed(), part.tried.printed(), signed(part.difference)
