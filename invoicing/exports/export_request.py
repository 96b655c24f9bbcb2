"""What a person asks an export for, in the words of a command or a form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from invoicing.exports.errors import BadPeriod, NoTemplates
from invoicing.exports.export_batch import Batch, Request
from invoicing.exports.formats import Format
from invoicing.exports.import_file import header_of
from invoicing.exports.papers_and_deeds import ExportPeriod, Grouping
from invoicing.exports.repository import batch
from reads.core import typed
from reads.core.errors import WrongUse
from reads.directory.settings import settings_of


def export_period(first: str, last: str = "") -> ExportPeriod:
    """The months from the first to the last, the first alone where no last is said; BadPeriod, BadMonth."""
    if not first:
        raise BadPeriod("no month is given")
    period = ExportPeriod(typed.month(first), typed.month(last or first))
    if period.last < period.first:
        raise BadPeriod(f"{period.last} is before {period.first}")
    return period


def account_settings(books: Path) -> dict[str, object]:
    """What [accounts] in wetread.toml says; FaultyInput where the file is wrong."""
    return {name: value for (section, name), value in settings_of(books).values.items() if section == "accounts"}


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """What a person asks for, as typed: months, what one line is, a header of their own, and whether one file is meant."""

    first: str
    last: str = ""
    grouping: str = ""
    template: bytes | None = None
    one_file: bool = True


def export_request(
    session: Session, books: Path, kind: Format, asked: ExportAsked, again: int | None = None
) -> Request:
    """The request; the months of the batch that is written anew. BadPeriod, NoTemplates or FaultyInput where it is none."""
    if asked.template is not None and not kind.template:
        raise NoTemplates(kind.name)
    before = None if again is None else batch(session, again)
    return Request(
        target=kind.name,
        period=export_period(asked.first, asked.last) if before is None else before.request.period,
        grouping=Grouping(asked.grouping or Grouping.PER_RATE),
        template=() if asked.template is None else header_of(asked.template),
        one_file=asked.one_file,
        settings=account_settings(books),
    )


def refuse_other_form(written: Batch, grouping: str, *, has_template: bool) -> None:
    """WrongUse where a batch that is written again is asked for in another form."""
    if has_template or grouping not in {"", written.request.grouping.value}:
        raise WrongUse(
            f"--again writes batch {written.id} as it was, byte for byte", "--anew writes it as asked for now"
        )
