"""`wetread explain`: why a read costs what it costs, readable over the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from invoicing.closing.explain_read import ReadAnswer
    from invoicing.closing.explained_read import ExplainedRow

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
    from invoicing.closing.explain_read import explain_accession
    from invoicing.closing.explained_read import as_json

    with desk.store.read() as session:
        answers = explain_accession(session, accession, facility)
    desk.answer([as_json(answer) for answer in answers], lambda: click.echo("\n\n".join(map(_text, answers))))


def _text(answer: ReadAnswer) -> str:
    """A read as it is told to somebody on the phone."""
    from invoicing.closing.explained_read import headline, rows_of

    return "\n".join([click.style("  ".join(headline(answer)), bold=True), *map(_line, rows_of(answer))])


def _line(row: ExplainedRow) -> str:
    figure = "" if row.figure is None else f"{row.figure:>{_FIGURE},f}  "
    return f"  {row.label:<{_LABEL}}{figure}{row.words}"
