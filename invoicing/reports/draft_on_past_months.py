"""Tries the text of a draft contract on past months: reads it, chooses the months, compares; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from sqlmodel import Session

from invoicing.contracts.file.contract_file import read_contract
from invoicing.reports.contract_trial import Trial, try_contract
from reads.core.errors import FaultyInput, WrongUse
from reads.core.month import Month
from reads.core.toml_file import text_of

_DEFAULT_MONTHS = 6
_WITHOUT_A_NAME = "draft"


def try_text(session: Session, file: str, content: bytes, months: Sequence[Month]) -> Trial:
    """The months under the draft, with the warnings of its text; FaultyInput with every error of it.

    The draft's id is its file's name without the ending; "-" is a draft without a name.
    """
    text = text_of(content, file)
    if not isinstance(text, str):
        raise FaultyInput(file, [text])
    draft, findings = read_contract(_WITHOUT_A_NAME if file == "-" else PurePath(file).stem, text, file)
    if draft is None:
        raise FaultyInput(file, findings)
    trial = try_contract(session, draft, file, months)
    return replace(trial, warnings=(*findings, *trial.warnings))


def months_to_try(first: Month | None, last: Month | None, last_whole: Month) -> list[Month]:
    """From the first to the last; the last whole month and the five before it where they aren't given."""
    end = last or last_whole
    month = first or end
    if first is None:
        for _ in range(_DEFAULT_MONTHS - 1):
            month = month.previous()
    if month > end:
        raise WrongUse(f"{month} comes after {end}", "give the earlier month as --from, the later one as --to")
    months = [month]
    while months[-1] < end:
        months.append(months[-1].next())
    return months
