"""A person's name in whatever order and with whatever titles: `Last, First MD` and `First Last, MD` are one name (spec 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TITLES = frozenset(
    "md do dr phd ph mbbs mbchb frcr frcpc facr msc mph prof m d jr sr ii iii iv".split()  # noqa: SIM905  a word list
)
_NAME = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def _parts(name: str) -> list[str]:
    words = map(str.casefold, _NAME.findall(_INITIALS.sub("", name)))
    return [word for word in words if word not in _TITLES]


def person(name: str) -> tuple[str, ...]:
    """A name's parts, whatever their order and without titles: `MORENO, ADA MD` and `Dr. Ada Moreno` are one."""
    return tuple(sorted(_parts(name)))


def people(names: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], str]:
    """Ids by the parts of names, of those whose parts are nobody else's; also by last name and initial."""
    found: dict[tuple[str, ...], set[str]] = {}
    for id_, name in names:
        parts = _parts(name)
        if parts:
            found.setdefault(tuple(sorted(parts)), set()).add(id_)
            found.setdefault(tuple(sorted((parts[0][:1], parts[-1]))), set()).add(id_)
            found.setdefault(tuple(sorted((parts[0], parts[-1]))), set()).add(id_)
            found.setdefault((parts[-1],), set()).add(id_)
    return {parts: next(iter(ids)) for parts, ids in found.items() if len(ids) == 1}
