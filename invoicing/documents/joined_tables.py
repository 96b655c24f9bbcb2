"""Makes one table of the structure tree of what WeasyPrint tags as a table for each page that it goes over (ISO 14289-1, 7.5).

A reader that goes through a table cell by cell doesn't stop at the foot of a page. The head that is printed again on each
page stays among the rows, as rows of header cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any


def join_tables(document: Any, pdf: Any) -> None:
    """Joins each table that goes on to its beginning; a tree that isn't as expected is left as it is."""
    tables = list(_tagged(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])))
    if len(tables) < 2:
        return
    elements = [element for page in document.pages for element in _laid_out(page._page_box)]  # noqa: SLF001  it gives them nowhere else
    if len(elements) != len(tables):
        return
    first = dict(zip(map(id, reversed(elements)), reversed(tables), strict=True))
    for (before, _), (element, table) in pairwise(zip(elements, tables, strict=True)):
        if element is before:
            _append(pdf, first[id(element)], table)


def _laid_out(box: Any) -> Iterator[Any]:
    """The elements of the tables in a page's boxes, in the order of the tree; what stands in margins is in no tree."""
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    if isinstance(box, MarginBox):
        return
    if box.element_tag == "table" and getattr(box, "is_table_wrapper", False):
        yield box.element
    for child in getattr(box, "children", ()):
        yield from _laid_out(child)


def _tagged(pdf: Any, element: Any) -> Iterator[Any]:
    """The tables of the tree below an element, in their order."""
    if element.get("S") == "/Table":
        yield element
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and isinstance(found := _object(pdf, kid), dict):
            yield from _tagged(pdf, found)


def _append(pdf: Any, table: Any, more: Any) -> None:
    """Takes the rows of what goes on into the table, and what is empty then out of the tree."""
    for kid in more["K"]:
        part = _object(pdf, kid)
        part["P"] = table.reference
        part["S"] = "/TBody" if part["S"] == "/THead" else part["S"]
        table["K"].append(kid)
    more["K"].clear()
    while "P" in more and not more["K"]:
        parent = _object(pdf, more["P"])
        if "K" not in parent or more.reference not in parent["K"]:
            return
        parent["K"].remove(more.reference)
        more.free = "f"
        more = parent


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference like `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]
