"""What a person asks an export for, in the words of a command or a form."""

from __future__ import annotations

from pathlib import Path

from invoicing.exports.errors import BadPeriod
from invoicing.exports.papers_and_deeds import ExportPeriod
from reads.core import typed
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
