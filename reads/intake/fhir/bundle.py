"""What is in a bundle: its resources, the reports that it deletes, what its server says of it, and whether it is all that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from reads.core.findings import Finding, Severity, Where
from reads.intake.fhir.resource import Resource, each, inner, kind_of, text

_WRONG = frozenset({"fatal", "error", "warning"})
_FAILED = ("4", "5")
_LONGEST = 200
_PACKING = frozenset({"Bundle", "Parameters"})


class Packed(NamedTuple):
    """A resource of a document: its address in its bundle, the time of the innermost bundle that has one, which bundle it is in.

    `bundle` counts a document's bundles from 1, an outer one before those in it; 0 is none.
    """

    resource: Resource
    address: str = ""
    bundled_at: str = ""
    bundle: int = 0


def resources(document: object) -> Iterator[Packed]:
    """The resources of a document.

    What packs others is unpacked however deep: bundles in bundles, as a server answers several searches at once, and the
    Parameters that an operation gives back.
    """
    if isinstance(document, dict):
        yield from _unpacked(Packed(document), count(1))


def bundles(document: object) -> Iterator[Resource]:
    """Every bundle of a document, an outer one before those in it."""
    if not isinstance(document, dict):
        return
    if kind_of(document) == "Bundle":
        yield document
    for resource, _ in _packed(document):
        yield from bundles(resource)


def deleted(document: object) -> Iterator[tuple[int, str]]:
    """The reports that a bundle deletes (Bundle.entry.request): which entry of it says so, and their addresses."""
    for bundle in bundles(document):
        for number, entry in enumerate(each(bundle, "entry"), 1):
            address = text(entry, "request", "url")
            is_report = re.split("[/?]", address)[0] == "DiagnosticReport"
            if is_report and text(entry, "request", "method").upper() == "DELETE":
                yield number, address


def next_page(document: object, file: str) -> Finding | None:
    """Whether a bundle is one page of an answer that has more, by its links, else by its own count (Bundle.total)."""
    return next((found for bundle in bundles(document) if (found := _next_page(bundle, file))), None)


def _next_page(bundle: Resource, file: str) -> Finding | None:
    remedy = "ask the sender for the pages after it, and import them too"
    if any(text(one, "relation") == "next" for one in each(bundle, "link")):
        message = "the bundle is one page of several: reports after it are not in this file"
        return Finding("cut_short", message, remedy, Where(file), Severity.WARNING)
    total, page = text(bundle, "total"), any(text(one, "relation") == "previous" for one in each(bundle, "link"))
    modes = [text(entry, "search", "mode") for entry in each(bundle, "entry")]
    came = sum(1 for mode in modes if mode in ("", "match"))
    if total.isdigit() and int(total) > came and not page:
        message = f"the bundle says that {int(total):,} were found, and {came:,} are in this file"
        return Finding("cut_short", message, remedy, Where(file), Severity.WARNING)
    return None


def said_by_server(resource: Resource, file: str) -> Iterator[Finding]:
    """What a server says went wrong (OperationOutcome): an answer with such words may lack reports."""
    for issue in each(resource, "issue"):
        severity = text(issue, "severity")
        if severity in _WRONG:
            said = text(issue, "diagnostics") or text(issue, "details", "text") or text(issue, "code") or "nothing more"
            message = f"the server says ({severity}): {' '.join(said.split())[:_LONGEST]}"
            remedy = "ask the sender whether reports are missing, and export them again"
            yield Finding("server_says", message, remedy, Where(file), Severity.WARNING)


def refused_requests(document: object, file: str) -> Iterator[Finding]:
    """Requests that a server answered with a failure and not a word (Bundle.entry.response): what they asked for may be reports."""
    for bundle in bundles(document):
        for entry in each(bundle, "entry"):
            status = text(entry, "response", "status")
            if status.startswith(_FAILED) and not inner(inner(inner(entry, "response"), "outcome"), "issue"):
                message = f"the server answered one of several requests with {' '.join(status.split())[:_LONGEST]}"
                remedy = "ask the sender whether reports are missing, and export them again"
                yield Finding("server_says", message, remedy, Where(file), Severity.WARNING)


def outcomes(document: object) -> Iterator[Resource]:
    """The words of the server in a document: an OperationOutcome alone, as an entry, or as the answer to one of several requests."""
    for found in resources(document):
        if kind_of(found.resource) == "OperationOutcome":
            yield found.resource
    for bundle in bundles(document):
        for entry in each(bundle, "entry"):
            said = inner(inner(entry, "response"), "outcome")
            if kind_of(said) == "OperationOutcome":
                yield said


def _unpacked(found: Packed, numbers: Iterator[int]) -> Iterator[Packed]:
    kind = kind_of(found.resource)
    if kind not in _PACKING:
        yield found
        return
    if kind == "Bundle":
        found = found._replace(bundled_at=text(found.resource, "timestamp") or found.bundled_at, bundle=next(numbers))
    for resource, address in _packed(found.resource):
        yield from _unpacked(found._replace(resource=resource, address=address), numbers)


def _packed(resource: Resource) -> Iterator[tuple[Resource, str]]:
    """The resources that one packs, each with its address; empty entries are none."""
    match kind_of(resource):
        case "Bundle":
            found = [(inner(entry, "resource"), text(entry, "fullUrl")) for entry in each(resource, "entry")]
        case "Parameters":
            found = [(inner(one, "resource"), "") for one in _parameters(resource, "parameter")]
        case _:
            found = []
    yield from (one for one in found if one[0])


def _parameters(resource: Resource, key: str) -> Iterator[Resource]:
    """Parameters and their parts, however deep."""
    for one in each(resource, key):
        yield one
        yield from _parameters(one, "part")
