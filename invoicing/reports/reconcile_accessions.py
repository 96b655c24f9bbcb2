"""Which of our orders a row of their list means, by its accession: as written, normalised, split, or several at once. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from invoicing.reports.reconcile import Found, OurRead, TheirRow

OrderKey = tuple[str, str]
"""Facility and accession, folded: what tells our orders apart."""

HOUR = timedelta(hours=1)
DAYS = timedelta(days=2)
"""How far apart one study may be dated by two systems that number it in their own ways."""

_SIGNS = re.compile(r"[^0-9a-z]+")
_PREFIX = re.compile(r"^[a-z]+(?=[0-9])")
_SUFFIX = re.compile(r"(.*[0-9])(?:[-_./ ]+(?:[a-z]|[0-9]{1,2})|[a-z])")
_BETWEEN = re.compile(r"\s*[,;&+/|]\s*|\s+")


@dataclass(frozen=True, slots=True)
class OurOrder:
    """Our reads under one accession of a facility."""

    key: OrderKey
    reads: tuple[OurRead, ...]

    @property
    def times(self) -> tuple[datetime, ...]:
        """All local times of its reads."""
        return tuple(at for read in self.reads for at in read.times)

    @property
    def modalities(self) -> frozenset[str]:
        """The modalities of its reads."""
        return frozenset(read.modality for read in self.reads)


def orders_of(reads: Iterable[OurRead]) -> tuple[OurOrder, ...]:
    """The reads by facility and accession."""
    grouped: defaultdict[OrderKey, list[OurRead]] = defaultdict(list)
    for read in reads:
        grouped[read.facility, read.accession.casefold()].append(read)
    return tuple(OurOrder(key, tuple(some)) for key, some in sorted(grouped.items()))


def tight(accession: str) -> str:
    """Letters and digits only, in lower case: "MG-0104200" is mg0104200."""
    return _SIGNS.sub("", accession.casefold())


def core(accession: str) -> str:
    """Without the letters before it and without leading zeros, on either side of them: mg0104200 and 0mg104200 are 104200."""
    return _PREFIX.sub("", tight(accession).lstrip("0")).lstrip("0")


def prefix(accession: str) -> str:
    """The letters before its digits."""
    found = _PREFIX.match(tight(accession).lstrip("0"))
    return found[0] if found else ""


def apart(some: Iterable[datetime], others: Sequence[datetime]) -> timedelta | None:
    """How far apart the nearest of some times and of others are; None without any."""
    return min((abs(one - other) for one in some for other in others), default=None)


class Accessions:
    """Our orders, to be found by what somebody else calls them."""

    def __init__(self, orders: Iterable[OurOrder]) -> None:
        self._orders: Mapping[OrderKey, OurOrder] = {order.key: order for order in orders}
        self._tight: defaultdict[str, set[OrderKey]] = defaultdict(set)
        self._core: defaultdict[str, set[OrderKey]] = defaultdict(set)
        for key in self._orders:
            self._tight[tight(key[1])].add(key)
            if core(key[1]):
                self._core[core(key[1])].add(key)

    def meant_by(self, row: TheirRow) -> tuple[frozenset[OrderKey], Found]:
        """The orders that a row means, and how they were found; none where it could be several."""
        text = row.accession.strip().casefold()
        if not text:
            return frozenset(), Found.NOT
        whole = self._single(text, row)
        if whole:
            written = whole[1] == text
            return frozenset({whole}), Found.ACCESSION if written else Found.NORMALISED
        split = _SUFFIX.fullmatch(text)
        base = self._single(split[1], row) if split else None
        if base:
            return frozenset({base}), Found.GROUPED
        parts = list(_parts(text))
        several = [self._single(part, row) for part in parts] if len(parts) > 1 else []
        return frozenset(key for key in several if key), Found.GROUPED if any(several) else Found.NOT

    def _single(self, text: str, row: TheirRow) -> OrderKey | None:
        """The one order of that accession, the surest form first."""
        for known, form in ((self._tight, tight(text)), (self._core, core(text))):
            keys = known.get(form, set()) if form else set()
            if known is self._core:
                keys = {key for key in keys if self._may_be(key, text, row)}
            found = self._chosen(keys, row)
            if found:
                return found
        return None

    def _may_be(self, key: OrderKey, text: str, row: TheirRow) -> bool:
        """Whether digits alone may be enough: not where other letters stand before them and the days are days apart."""
        own, theirs = prefix(key[1]), prefix(text)
        if not own or not theirs or own.endswith(theirs) or theirs.endswith(own):
            return True
        distance = apart(row.times, self._orders[key].times)
        return distance is None or distance <= DAYS

    def _chosen(self, keys: set[OrderKey], row: TheirRow) -> OrderKey | None:
        """Of several orders that of the row's facility; where it names none, the only one within an hour of it."""
        if row.facility:
            keys = {key for key in keys if key[0] == row.facility}
        if len(keys) > 1:
            near = {key: apart(row.times, self._orders[key].times) for key in keys}
            keys = {key for key, distance in near.items() if distance is not None and distance <= HOUR}
        return next(iter(keys)) if len(keys) == 1 else None


def _parts(text: str) -> Iterator[str]:
    """Several accessions in one cell; a short one ("104200/201") takes its beginning from the first."""
    first = ""
    for part in _BETWEEN.split(text):
        if not part:
            continue
        if first and part.isdigit() and len(part) < len(core(first)):
            part = first[: -len(part)] + part  # noqa: PLW2901 (the part as it is meant)
        first = first or part
        yield part
