"""A product's import file: its columns with their limits, rows filled in by column, the same bytes for the same rows.

A company's own template takes the place of the columns: its header is written as it is, and what is known is filled in.
A document that the product would refuse, cut or run is left out and named; the others go.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from invoicing.exports.chart_of_accounts import Chart
from invoicing.exports.errors import BadTemplate, BeyondLimits
from invoicing.exports.left_out import LeftOut
from invoicing.exports.papers_and_deeds import ExportPart, Material, Written
from invoicing.papers.paper import Paper
from reads.core.csv_text import csv_text
from reads.core.findings import Finding
from reads.core.formula_guard import FORMULA_STARTS

Cells = Mapping[str, str]

_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SHOWN = 60
_EXPLAINED = (
    "say under [accounts] in wetread.toml what is written instead: customers, items, or texts for any other text"
)


@dataclass(frozen=True, slots=True)
class ProductColumn:
    """One column: the longest text that the product takes (0: any), and other titles that templates give it.

    `needed` on every row, or on the `first` of a document; `optional` where only a company's own template has it;
    `currency` where it says what the amounts are in.
    """

    title: str
    longest: int = 0
    needed: bool = False
    first: bool = False
    optional: bool = False
    aliases: tuple[str, ...] = ()
    currency: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """What a product imports: its columns in their order, and how many documents and rows one file may have (0: any)."""

    name: str
    columns: tuple[ProductColumn, ...]
    most_documents: int = 0
    most_rows: int = 0
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one document, which are never divided between files; `client` is whose it is, `currency` what it is in."""

    document: str
    rows: tuple[Cells, ...]
    client: str
    currency: str


def block_of(paper: Paper, rows: Sequence[Cells]) -> Block:
    """A paper's rows."""
    return Block(paper.number or "", tuple(rows), paper.bill_to.name, paper.currency)


def invoices_only(material: Material, credit: str) -> tuple[list[Paper], list[LeftOut]]:
    """The papers that bill something, and the credits, which a product doesn't import, each left out for the reason `credit`."""
    taken = [paper for paper in material.papers if paper.total.minor >= 0 and paper.lines]
    back = [paper for paper in material.papers if paper.total.minor < 0]
    return taken, [LeftOut(paper.number or "", credit, paper.bill_to.name) for paper in back]


def files(product: Product, blocks: Sequence[Block], material: Material, besides: Sequence[LeftOut] = ()) -> Written:
    """The import files, one where all fits into one, and what is left out, with what was so `besides`.

    BeyondLimits where the product takes nothing.
    """
    template, chart = material.template, material.chart
    header = tuple(template) or tuple(column.title for column in product.columns if not column.optional)
    fill = _by_template(product, template) if template else {column.title: column.title for column in product.columns}
    told = [replace(block, rows=tuple(_written(row, chart) for row in block.rows)) for block in blocks]
    says_currency = any(column.currency and column.title in fill.values() for column in product.columns)
    problems: dict[str, list[Finding]] = {}
    for block in told:
        found = list(_problems(product, block))
        if not says_currency and block.currency != chart.currency:
            found.append(no_currency(block.document, block.client, block.currency, chart.currency))
        if found:
            problems.setdefault(block.document, []).extend(found)
    documents = [(block.document, block.client) for block in blocks]
    left_out = left_out_of(product.name, documents, problems, besides)
    taken = [block for block in told if block.document not in problems]
    chunks = list(_chunks(product, taken)) or [[]]
    contents = [
        csv_text([header, *([row.get(fill.get(title, ""), "") for title in header] for row in rows)]) for rows in chunks
    ]
    names = [""] if len(chunks) == 1 else [f"-{number}.csv" for number in range(1, len(chunks) + 1)]
    parts = (ExportPart(name, text.encode(product.encoding)) for name, text in zip(names, contents, strict=True))
    return Written(tuple(parts), left_out)


def left_out_of(
    product: str,
    documents: Sequence[tuple[str, str]],
    problems: Mapping[str, Sequence[Finding]],
    besides: Sequence[LeftOut] = (),
) -> tuple[LeftOut, ...]:
    """The documents (each with its client) that have problems, and what is left out `besides`.

    BeyondLimits with all of these where no other is left.
    """
    clients = dict(documents)
    found = tuple(LeftOut.of(document, clients[document], some) for document, some in problems.items())
    if found and len(found) == len(clients):
        raise BeyondLimits(product, [problem for some in problems.values() for problem in some], (*found, *besides))
    return (*found, *besides)


def no_currency(document: str, client: str, currency: str, home: str) -> Finding:
    """The file would make another currency of a client's amounts."""
    return Finding(
        "no_currency",
        f"{document}: {client} is billed in {currency}, and this file has no currency: it would become {home}",
        "export the journal for it, or enter it by hand; [accounts] currency in wetread.toml says what your books are in",
    )


def _written(row: Cells, chart: Chart) -> Cells:
    """The row with the texts that [accounts] puts in the place of others; figures stay as they are."""
    return {title: text if _FIGURE.fullmatch(text) else chart.written(text) for title, text in row.items()}


def clean(text: str) -> str:
    """One line of text: what breaks rows or columns becomes a space."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _problems(product: Product, block: Block) -> Iterator[Finding]:
    """Every text of the document that the product would refuse, cut, or run as a formula."""
    if product.most_rows and len(block.rows) > product.most_rows:
        yield Finding(
            "too_many_rows",
            f"{block.document} has {len(block.rows):,} lines, one file may have {product.most_rows:,}",
            "export it with --lines per-rate or --lines single",
        )
    told: set[tuple[str, str]] = set()
    for number, row in enumerate(block.rows):
        for column in product.columns:
            text = row.get(column.title, "")
            if not text and (column.needed or (column.first and not number)):
                message = f"{block.document}: {column.title.lstrip('*')} is empty, and must not be"
                yield Finding("empty", message, "fill it in, in the books")
            if (column.title, text) not in told:
                told.add((column.title, text))
                yield from text_problems(column, text, block.document, product.encoding)


def text_problems(column: ProductColumn, text: str, document: str, encoding: str) -> Iterator[Finding]:
    """What is wrong with one text in that column."""
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    title = column.title.lstrip("*") or "a column"
    if column.longest and len(text) > column.longest:
        message = f"{document}: {title} {shown!r} has {len(text)} characters, {column.longest} are the most"
        yield Finding("too_long", message, _shorter(title))
    if text.startswith(FORMULA_STARTS) and not _FIGURE.fullmatch(text):
        message = f"{document}: {title} {shown!r} begins like a formula, which spreadsheets run"
        yield Finding("formula", message, _EXPLAINED)
    unknown = sorted({each for each in text if not _encodes(each, encoding)})
    if unknown:
        letters = ", ".join(f"U+{ord(each):04X}" for each in unknown)
        message = f"{document}: {title} {shown!r} has letters that this file can't hold ({letters})"
        yield Finding("letters", message, _EXPLAINED)


def _shorter(title: str) -> str:
    return f"[accounts] in wetread.toml says what accounting calls it, customers, items or texts ({title})"


def _encodes(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _chunks(product: Product, blocks: Sequence[Block]) -> Iterator[list[Cells]]:
    """Rows by file: whole documents, as many as one file may have."""
    rows: list[Cells] = []
    documents = 0
    for block in blocks:
        full = product.most_documents and documents == product.most_documents
        if rows and (full or (product.most_rows and len(rows) + len(block.rows) > product.most_rows)):
            yield rows
            rows, documents = [], 0
        rows.extend(block.rows)
        documents += 1
    if rows:
        yield rows


def _by_template(product: Product, template: Sequence[str]) -> dict[str, str]:
    """Which of our columns each of the template's titles is; BadTemplate where a needed one is missing."""
    known = {plain(name): column.title for column in product.columns for name in (column.title, *column.aliases)}
    found = {title: known[plain(title)] for title in template if plain(title) in known}
    missing = [column.title.lstrip("*") for column in product.columns if column.needed or column.first]
    missing = [title for title in missing if plain(title) not in {plain(ours) for ours in found.values()}]
    if missing:
        raise BadTemplate("the template", missing)
    return found


def plain(title: str) -> str:
    """A title without case, stars and signs: templates of one product differ in them."""
    return re.sub(r"[^a-z0-9]", "", title.casefold())


def header_of(content: bytes) -> tuple[str, ...]:
    """The header row of a company's own template; BadTemplate where there is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error:
        rows = []
    if not rows:
        raise BadTemplate("the template", ())
    return tuple(rows[0])
