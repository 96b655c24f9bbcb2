"""Resources as JSON gives them: looked into without trust, and found by the references between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Resource = Mapping[str, Any]

NOTHING: Resource = {}
_MOST_KEPT = 200_000
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
    """The resources that reports refer to: by type and id, and by the address they have in a bundle."""

    def __init__(self) -> None:
        self._found: dict[str, Resource] = {}

    def add(self, resource: Resource, address: str = "") -> None:
        """Keeps a resource of a kind that reports refer to."""
        kind = kind_of(resource)
        if kind not in _KEPT or len(self._found) >= _MOST_KEPT:
            return
        if text(resource, "id"):
            self._found[f"{kind}/{text(resource, 'id')}"] = resource
        if address:
            self._found[address] = resource

    def of_kind(self, kind: str) -> Iterator[Resource]:
        """All of a kind."""
        seen: set[int] = set()
        for resource in self._found.values():
            if kind_of(resource) == kind and id(resource) not in seen:
                seen.add(id(resource))
                yield resource

    def find(self, reference: Resource, within: Resource) -> Resource:
        """What a reference of a resource means: contained in it, or kept here; else an empty resource."""
        address = text(reference, "reference")
        if address.startswith("#"):
            return next((one for one in each(within, "contained") if text(one, "id") == address[1:]), NOTHING)
        plain = address.partition("/_history/")[0]
        return self._found.get(plain) or self._found.get("/".join(plain.split("/")[-2:])) or NOTHING
