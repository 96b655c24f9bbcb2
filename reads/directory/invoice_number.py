"""How the group's invoice numbers are written: a pattern with {seq}, and {year} or {month} where wanted, like WR-{year}-{seq:05d}."""

from __future__ import annotations

import re
from string import Formatter

from reads.core.findings import Wrong

_WIDTH = re.compile(r"(0?[0-9]{1,2})?d?")
TOKEN = re.compile(rf"\{{(year|month|seq)(?::{_WIDTH.pattern})?\}}")
"""What a pattern has in braces: the name, and to how many digits it is filled up with zeros."""


def number_pattern(text: str) -> str:
    """The pattern; Wrong where it has no `{seq}`, or something else in braces than that, `{year}` and `{month}`."""
    remedy = "like WR-{year}-{seq:05d}"
    try:
        fields = [(name, spec, kind) for _, name, spec, kind in Formatter().parse(text) if name is not None]
    except ValueError:
        raise Wrong(f"{text!r}: a brace is not closed", remedy) from None
    for name, spec, conversion in fields:
        if name not in ("year", "month", "seq"):
            raise Wrong(f"{{{name}}} is unknown here", f"only {{year}}, {{month}} and {{seq}}, {remedy}")
        if conversion or not _WIDTH.fullmatch(spec or ""):
            raise Wrong(f"{{{name}:{spec}}} has a form that numbers don't have", f"digits like :05d, {remedy}")
    if re.search(r"[{}]", TOKEN.sub("", text)):
        raise Wrong(f"{text!r} has braces around nothing", f"only {{year}}, {{month}} and {{seq}}, {remedy}")
    if "seq" not in {name for name, _, _ in fields}:
        raise Wrong(f"{text!r} has no {{seq}}, so all invoices would have one number", remedy)
    return text
