"""Resources as JSON gives them: looked into without trust, and found by the references between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from reads.core.times import iso_time

Resource = Mapping[str, Any]

NOTHING: Resource = {}
Place = tuple[int, int]
"""Which document of the file, and which bundle of it."""

NO_BUNDLE: Place = (0, 0)
_MOST_KEPT = 200_000
_LONGEST_ID = 64
_KEPT = frozenset(
    {
        *("Practitioner", "PractitionerRole", "Organization", "ServiceRequest", "ImagingStudy", "Encounter"),
        *("Patient", "Coverage", "RelatedPerson", "Location"),
    }
)


def text(resource: Resource, *path: str) -> str:
    """The text, number or truth at the end of a path of names, the first of a list each time; empty where there is none."""
    found: object = resource
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            found = found[0] if found else None
    return found if isinstance(found, str) else str(found) if isinstance(found, (int, float)) else ""


def inner(resource: Resource, name: str) -> Resource:
    """The object of that name, the first of a list; an empty one where there is none."""
    return next(each(resource, name), NOTHING)


def each(resource: Resource, name: str) -> Iterator[Resource]:
    """The objects in the list of that name, or the one that stands there alone."""
    found = resource.get(name)
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping):
            yield one


def kind_of(resource: Resource) -> str:
    """Its type; empty for what is no resource."""
    return text(resource, "resourceType")


class Index:
    """The resources that reports refer to: by type and id, and by the address they have in a bundle.

    Every server counts from 1: `Organization/1` is that of the referring resource's own server and bundle (FHIR R4, 3.1.1,
    Resolving references in bundles). Any other is meant only where all that the file has under that name are the same;
    where they differ, none is. Several versions under one address are one resource: the newest is meant.
    """

    def __init__(self) -> None:
        self._of_bundle: dict[tuple[Place, str], Resource | None] = {}
        self._of_file: dict[str, Resource | None] = {}
        self._home: dict[int, tuple[Resource, Place]] = {}
        self._addresses: dict[int, str] = {}

    def add(self, resource: Resource, address: str = "", bundle: Place = NO_BUNDLE) -> None:
        """Keeps a resource of a kind that reports refer to; `bundle` is the one that it is in."""
        kind = kind_of(resource)
        if kind not in _KEPT or len(self._of_bundle) >= _MOST_KEPT:
            return
        self._home[id(resource)] = resource, bundle
        self._addresses[id(resource)] = address
        names = [address] if address else []
        if text(resource, "id"):
            names.append(f"{kind}/{text(resource, 'id')}")
        for name in names:
            self._of_bundle[bundle, name] = self._meant(self._of_bundle.get((bundle, name), resource), resource)
            self._of_file[name] = self._meant(self._of_file.get(name, resource), resource)

    def seen_from(self, bundle: Place, address: str = "") -> References:
        """What a report of that bundle, at that address, refers to."""
        return References(self, bundle, address)

    def of_kind(self, kind: str) -> Iterator[Resource]:
        """All of a kind."""
        for resource, _ in self._home.values():
            if kind_of(resource) == kind:
                yield resource

    def home(self, resource: Resource, bundle: Place) -> Place:
        """The bundle of a resource that is kept, else the one given."""
        return self._home.get(id(resource), (resource, bundle))[1]

    def named(self, name: str, bundle: Place) -> Resource | None:
        """The resource of that name: the bundle's own, else the file's; None where several differ."""
        return self._of_bundle[bundle, name] if (bundle, name) in self._of_bundle else self._of_file.get(name)

    def is_several(self, name: str, bundle: Place) -> bool:
        """Whether resources of that name are there, and differ."""
        return None in (self._of_bundle.get((bundle, name), NOTHING), self._of_file.get(name, NOTHING))

    def _meant(self, before: Resource | None, now: Resource) -> Resource | None:
        """Which of two under one name is meant: the newer version of one resource; None for two that differ."""
        if before is None or before == now:
            return None if before is None else now
        address = self._addresses[id(now)]
        return _newer(before, now) if address and address == self._addresses[id(before)] else None


def _newer(before: Resource, now: Resource) -> Resource | None:
    """The one that says that it is newer (Resource.meta), None where neither does."""
    tells: tuple[Callable[[Resource], Any], ...] = (_updated, _version)
    for told in tells:
        first, second = told(before), told(now)
        if first is not None and second is not None and first != second:
            return now if second > first else before
    return None


def _updated(resource: Resource) -> datetime | None:
    try:
        at = iso_time(text(resource, "meta", "lastUpdated"))
    except ValueError:
        return None
    return None if at.tzinfo is None else at


def _version(resource: Resource) -> int | None:
    number = text(resource, "meta", "versionId")
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID else None


class References:
    """The file's resources as one bundle's reports refer to them; `unclear` are the names under which several differ."""

    def __init__(self, index: Index, bundle: Place, address: str) -> None:
        self._index = index
        self._bundle = bundle
        self.unclear: dict[str, None] = {}
        self._server = "".join(f"{part}/" for part in address.split("/")[:-2])

    def of_kind(self, kind: str) -> Iterator[Resource]:
        """All of a kind, of whichever bundle."""
        return self._index.of_kind(kind)

    def find(self, reference: Resource, within: Resource, by: Resource = NOTHING) -> Resource:
        """What a reference means: contained in the report that it is `within`, or kept; else an empty resource.

        `by` is the resource that has the reference, where that isn't the report itself.
        """
        address = text(reference, "reference")
        if address.startswith("#"):
            return next((one for one in each(within, "contained") if text(one, "id") == address[1:]), NOTHING)
        bundle = self._index.home(by, self._bundle)
        plain = address.partition("/_history/")[0]
        short = "/".join(plain.split("/")[-2:])
        names = (plain, f"{self._server}{short}", short)
        found = next((one for name in names if (one := self._index.named(name, bundle))), NOTHING)
        if not found and any(self._index.is_several(name, bundle) for name in names):
            self.unclear[short] = None
        return found
