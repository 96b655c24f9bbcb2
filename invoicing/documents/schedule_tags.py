"""The drawn rows in the structure tree, as one table of rows and cells (ISO 32000-1, 14.7 and 14.8.4.3.4)."""

from __future__ import annotations

from typing import Any

import pydyf

from invoicing.documents.schedule_layout import RowKind
from invoicing.documents.schedule_text import Marked


class TagTree:
    """The structure tree of a PDF that is about to be written by `Writer`; the table of rows hangs at its end."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        root = self._object(pdf.catalog["StructTreeRoot"])
        document = self._object(root["K"][0])
        self._parents = self._object(root["ParentTree"])["Nums"]
        self._pages = pdf.page_references
        self._table = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/Table", "P": document.reference, "K": pydyf.Array()}
        )
        pdf.add_object(self._table)
        document["K"].append(self._table.reference)

    def page(self, number: int) -> Any:
        """The page's dictionary."""
        return self._object(self._pages[number])

    def contents_of(self, page: int) -> int:
        """How many marked contents the page has, which is the number of the next."""
        return len(self._parents[2 * page + 1])

    def add_rows(self, page: int, rows: list[Marked]) -> None:
        """The page's rows with their cells; each content of the page learns which cell it belongs to."""
        reference = self._pages[page].decode()
        parents: list[str] = []
        for row in rows:
            self._table["K"].append(self._add_row(reference, row, parents))
        self._parents[2 * page + 1].append(" ".join(parents))

    def _add_row(self, page: str, row: Marked, parents: list[str]) -> str:
        objects = self._pdf.objects
        number = len(objects)
        cells = [f"{cell} 0 R" for cell in range(number + 1, number + 1 + len(row.contents))]
        parents += [cell for cell, content in zip(cells, row.contents, strict=True) if content is not None]
        within = f"/P {number} 0 R/Pg {page}"
        ends = [f"{within}>>" if content is None else f"{within}/K {content}>>" for content in row.contents]
        first = _first_kind(row)
        kind = first if row.kind is RowKind.HEAD else "TD"
        elements = [
            f"<</S/TR/P {self._table.number} 0 R/Pg {page}/K[{' '.join(cells)}]>>",
            f"<</S/{first}{ends[0]}",
            *[f"<</S/{kind}{end}" for end in ends[1:]],
        ]
        objects += "\n".join(elements).encode("ascii").split(b"\n")
        return f"{number} 0 R"

    def _object(self, reference: bytes) -> Any:
        """The object that a reference like `12 0 R` names."""
        return self._pdf.objects[int(reference.split()[0])]


def _first_kind(row: Marked) -> str:
    """Header cells say what they head; the title of a group or of a sum spans the columns it stands over."""
    if row.kind is RowKind.HEAD:
        return "TH/A<</O/Table/Scope/Column>>"
    if row.kind is RowKind.READ:
        return "TD"
    return f"TH/A<</O/Table/Scope/Row/ColSpan {row.first_span}>>"
