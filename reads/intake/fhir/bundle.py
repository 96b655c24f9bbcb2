"""What is in a bundle: its resources, the reports that it deletes, and whether it is one page of several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reads.core.findings import Finding, Severity, Where
from reads.intake.fhir.resource import Resource, each, inner, kind_of, text


def resources(document: object) -> Iterator[tuple[Resource, str, str]]:
    """The resources of a document, each with its address in its bundle, and the bundle's own time."""
    if not isinstance(document, dict):
        return
    if kind_of(document) != "Bundle":
        yield document, "", ""
        return
    for entry in each(document, "entry"):
        resource = inner(entry, "resource")
        if kind_of(resource) == "Bundle":
            yield from ((found, address, text(document, "timestamp")) for found, address, _ in _one_level(resource))
        elif resource:
            yield resource, text(entry, "fullUrl"), text(document, "timestamp")


def deleted(document: object) -> Iterator[tuple[int, str]]:
    """The reports that a bundle deletes (Bundle.entry.request): which entry says so, and their addresses."""
    if isinstance(document, dict) and kind_of(document) == "Bundle":
        for number, entry in enumerate(each(document, "entry"), 1):
            address = text(entry, "request", "url")
            is_report = re.split("[/?]", address)[0] == "DiagnosticReport"
            if is_report and text(entry, "request", "method").upper() == "DELETE":
                yield number, address


def next_page(document: object, file: str) -> Finding | None:
    """Whether a bundle is one page of an answer that has more."""
    if not isinstance(document, dict) or all(text(one, "relation") != "next" for one in each(document, "link")):
        return None
    remedy = "ask the sender for the pages after it, and import them too"
    message = "the bundle is one page of several: reports after it are not in this file"
    return Finding("cut_short", message, remedy, Where(file), Severity.WARNING)


def _one_level(bundle: Resource) -> Iterator[tuple[Resource, str, str]]:
    for entry in each(bundle, "entry"):
        yield inner(entry, "resource"), text(entry, "fullUrl"), ""
