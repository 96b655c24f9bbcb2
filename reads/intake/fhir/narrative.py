"""The words of a report: the plain and HTML forms that come with it, its conclusion, its narrative."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from html import unescape

from reads.intake.fhir.resource import Resource, each, inner, text
from reads.intake.text_of_report import LONGEST

_BREAK = re.compile(r"<(br|/p|/div|/h[1-6]|/li|/tr|/td)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_FORMS = ("text/plain", "text/html", "application/xhtml+xml")


def written_texts(report: Resource) -> Iterator[str]:
    """Each text that a person would read, without markup, at most so long as one looks."""
    for form in each(report, "presentedForm"):
        kind = text(form, "contentType").partition(";")[0].strip().lower()
        if kind in _FORMS:
            yield _without_tags(_decoded(text(form, "data")), kind != "text/plain")
    yield text(report, "conclusion")
    yield _without_tags(text(inner(report, "text"), "div")[: 2 * LONGEST], True)


def _decoded(data: str) -> str:
    """The attachment's bytes as text; nothing for what is no base64."""
    try:
        return b64decode(data[: 2 * LONGEST]).decode("utf-8", "replace")
    except ValueError:
        return ""


def _without_tags(written: str, tagged: bool) -> str:
    return unescape(_TAG.sub(" ", _BREAK.sub("\n", written))) if tagged else written
