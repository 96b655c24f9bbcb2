"""The drawn rows in the structure tree, as one table of rows and cells (ISO 32000-1, 14.7 and 14.8.4.3.4)."""

from __future__ import annotations

from typing import Any

import pydyf

from invoicing.documents.drawing import Marked
from invoicing.documents.layout import Kind


class Element(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A structure element written once: a long schedule has a quarter of a million of them."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self._written = written.encode("ascii")

    @property
    def data(self) -> bytes:
        """The element as it stands in the file."""
        return self._written


def add_table(pdf: Any, marked: dict[int, list[Marked]]) -> None:
    """Hangs the table at the end of the document's tree; `marked` has the rows of each page by its number."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document = _object(pdf, root["K"][0])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    table = pydyf.Dictionary({"Type": "/StructElem", "S": "/Table", "P": document.reference, "K": pydyf.Array()})
    pdf.add_object(table)
    document["K"].append(table.reference)
    for page, rows in marked.items():
        parents: list[str] = []
        for row in rows:
            table["K"].append(_add_row(pdf, table.number, pdf.page_references[page].decode(), row, parents))
        numbers[2 * page + 1].append(" ".join(parents))


def _add_row(pdf: Any, table: int, page: str, row: Marked, parents: list[str]) -> str:
    """Adds the row and its cells; each cell that has content is noted as its parent, in the order of contents."""
    number = len(pdf.objects)
    kids = " ".join(f"{number + 1 + place} 0 R" for place in range(len(row.contents)))
    pdf.add_object(Element(f"<</Type/StructElem/S/TR/P {table} 0 R/Pg {page}/K[{kids}]>>"))
    for place, content in enumerate(row.contents):
        kind, attributes = _kind(row, place)
        own = "" if content is None else f"/K {content}"
        pdf.add_object(Element(f"<</Type/StructElem/S/{kind}/P {number} 0 R/Pg {page}{attributes}{own}>>"))
        if content is not None:
            parents.append(f"{number + 1 + place} 0 R")
    return f"{number} 0 R"


def _kind(row: Marked, place: int) -> tuple[str, str]:
    """Header cells say what they head; the title of a group or of a sum spans the columns it stands over."""
    if row.kind is Kind.HEAD:
        return "TH", "/A<</O/Table/Scope/Column>>"
    if place or row.kind is Kind.READ:
        return "TD", ""
    return "TH", f"/A<</O/Table/Scope/Row/ColSpan {row.first_span}>>"


def _object(pdf: Any, reference: bytes) -> Any:
    """The object that a reference like `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]
