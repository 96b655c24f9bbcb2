"""Which reads stand on a claim that is the payer's last word from us: what a contract may not take (spec 5.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reads.store.look_without_orm import portions, rows

if TYPE_CHECKING:
    from reads.store.look_without_orm import Reading

_ON_CLAIMS = (
    "SELECT l.read_key FROM claim_lines l JOIN claims c ON c.id = l.claim_id WHERE c.frequency <> '8' "
    "AND c.id NOT IN (SELECT replaces FROM claims WHERE replaces IS NOT NULL)"
)


def keys_on_claims(reading: Reading) -> frozenset[str]:
    """The reads that stand on a claim which is neither a void, nor replaced or voided."""
    return frozenset(key for (key,) in rows(reading, _ON_CLAIMS))


def on_claims(reading: Reading, keys: Iterable[str]) -> set[str]:
    """Which of these reads stand on such a claim."""
    query = _ON_CLAIMS + " AND l.read_key IN :some"
    return {key for some in portions(keys) for (key,) in rows(reading, query, some=some)}


def ever_claimed(reading: Reading, keys: Iterable[str]) -> set[str]:
    """Which of these reads stand on any claim, whatever became of it."""
    query = "SELECT read_key FROM claim_lines WHERE read_key IN :some"
    return {key for some in portions(keys) for (key,) in rows(reading, query, some=some)}
