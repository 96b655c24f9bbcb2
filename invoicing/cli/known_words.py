"""Words of papers and contracts that the shell completes: numbers, and whom a deed on accounts may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reads.cli.known_words import CLIENT, KnownWord

if TYPE_CHECKING:
    from sqlmodel import Session


def _numbers(session: Session) -> list[str]:
    from invoicing.papers.heads import numbers

    return numbers(session)


def _contracts(session: Session) -> list[str]:
    from invoicing.contracts.repository import current_texts

    return sorted(row.contract for row in current_texts(session))


def _numbers_and_clients(session: Session) -> list[str]:
    return [*CLIENT.words(session), *_numbers(session)]


NUMBER = KnownWord(_numbers)
CONTRACT = KnownWord(_contracts)
NUMBER_OR_CLIENT = KnownWord(_numbers_and_clients)
