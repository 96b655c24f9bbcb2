"""What is in a bundle: its resources, the reports that it deletes, what its server says of it, and whether it is all that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reads.core.findings import Finding, Severity, Where
from reads.intake.fhir.resource import Resource, each, inner, kind_of, text

_WRONG = frozenset({"fatal", "error", "warning"})
_LONGEST = 200


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
    """Whether a bundle is one page of an answer that has more, by its links, else by its own count (Bundle.total)."""
    if not isinstance(document, dict) or kind_of(document) != "Bundle":
        return None
    remedy = "ask the sender for the pages after it, and import them too"
    if any(text(one, "relation") == "next" for one in each(document, "link")):
        message = "the bundle is one page of several: reports after it are not in this file"
        return Finding("cut_short", message, remedy, Where(file), Severity.WARNING)
    total, page = text(document, "total"), any(text(one, "relation") == "previous" for one in each(document, "link"))
    modes = [text(entry, "search", "mode") for entry in each(document, "entry")]
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


def outcomes(document: object) -> Iterator[Resource]:
    """The words of the server in a document: an OperationOutcome alone, as an entry, or as the answer to one of several requests."""
    if not isinstance(document, dict):
        return
    if kind_of(document) == "OperationOutcome":
        yield document
    for entry in each(document, "entry") if kind_of(document) == "Bundle" else ():
        for said in (inner(entry, "resource"), inner(inner(entry, "response"), "outcome")):
            if kind_of(said) == "OperationOutcome":
                yield said


def _one_level(bundle: Resource) -> Iterator[tuple[Resource, str, str]]:
    for entry in each(bundle, "entry"):
        yield inner(entry, "resource"), text(entry, "fullUrl"), ""
