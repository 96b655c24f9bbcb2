"""Words of papers and contracts that the shell completes: numbers, and whom a deed on accounts may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reads.cli.known_words import CLIENT, KnownWord

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading


def _numbers(reading: Reading) -> list[str]:
    from invoicing.papers.heads import numbers

    return numbers(reading)


def _contracts(reading: Reading) -> list[str]:
    from invoicing.contracts.repository import current_texts

    return sorted(row.contract for row in current_texts(reading))


def _numbers_and_clients(reading: Reading) -> list[str]:
    return [*CLIENT.words(reading), *_numbers(reading)]


NUMBER = KnownWord(_numbers)
CONTRACT = KnownWord(_contracts)
NUMBER_OR_CLIENT = KnownWord(_numbers_and_clients)
