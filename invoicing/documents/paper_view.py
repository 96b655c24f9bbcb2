"""What is printed of a paper, as frozen values: strings only, grouped and in order, so that a template only places them.

PaperView
├── issuer, bill_to, details     who, when, under what contract
├── sections                     lines by facility, then what the whole contract owes, credits, earlier months
├── totals                       subtotal, taxes, total
└── remit_to, terms, questions
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from invoicing.contracts.plain_english.phrases import percent
from invoicing.documents import figures
from invoicing.documents.errors import DoesNotAddUp
from invoicing.documents.parties import Labelled, Party, billed_party, issuing_party, labelled, plain_lines
from invoicing.papers.paper import Paper, PaperKind, PaperLine
from invoicing.pricing.priced_month import LineKind
from reads.core.english import counted
from reads.core.money import Money, total

TITLES = {
    PaperKind.INVOICE: "Invoice",
    PaperKind.DEBIT_MEMO: "Debit memo",
    PaperKind.CREDIT_MEMO: "Credit memo",
    PaperKind.CLOSED: "Closed month",
}
UNNUMBERED = "DRAFT"
"""What stands on a draft where the number will: so its pages are those of the issued paper."""

BY_FACILITY = {LineKind.READS, LineKind.SURCHARGE, LineKind.TIER, LineKind.MINIMUM}
CONTRACT_SECTIONS = (
    (
        "Minimum, maximum and fixed fees",
        {
            LineKind.READS,
            LineKind.SURCHARGE,
            LineKind.TIER,
            LineKind.MAXIMUM,
            LineKind.MINIMUM,
            LineKind.DISCOUNT,
            LineKind.FIXED,
        },
    ),
    ("Coverage", {LineKind.COVERAGE}),
    ("Service credits", {LineKind.TURNAROUND, LineKind.COMPLIANCE}),
    ("Other charges and credits", {LineKind.MANUAL}),
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line; `note` is the smaller print under its name, `unit_price` may be empty."""

    name: str
    note: str
    quantity: str
    unit_price: str
    amount: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Lines under a heading, with what they come to; no subtotal of a single line that is no facility's."""

    title: str
    lines: tuple[PrintedLine, ...]
    subtotal: str

    @property
    def has_prices(self) -> bool:
        """Whether any line has a unit price."""
        return any(line.unit_price for line in self.lines)

    @property
    def has_quantities(self) -> bool:
        """Whether the quantities say more than that each line stands once."""
        return self.has_prices or any(line.quantity != "1" for line in self.lines)


@dataclass(frozen=True, slots=True)
class PaperView:
    """All that is printed before the schedule."""

    kind: str
    title: str
    number: str
    preview: str
    document_title: str
    currency: str
    issuer: Party
    bill_to: Party
    details: tuple[Labelled, ...]
    due_label: str
    due: str
    due_note: str
    sections: tuple[PaperSection, ...]
    totals: tuple[Labelled, ...]
    total: Labelled
    remit_to: tuple[str, ...]
    payment_reference: str
    terms: str
    questions: tuple[Labelled, ...]
    notes: tuple[str, ...]
    audit_head: str

    @property
    def footer(self) -> tuple[str, str]:
        """What stands under each page beside its number: which paper, and whether it is only a preview."""
        return f"{self.title} {self.number or 'preview'}", self.preview


def view_of(paper: Paper) -> PaperView:
    """The paper as it is printed; DoesNotAddUp where its lines are not its total."""
    check_sum(paper)
    title = TITLES[paper.kind]
    number = figures.plain(paper.number or "")
    label, due, note = _due(paper)
    return PaperView(
        kind=paper.kind.value,
        title=title,
        number=number,
        preview="" if number else f"Preview, not {'an invoice' if paper.kind is PaperKind.INVOICE else 'a memo'}",
        document_title=f"{title} {number or 'preview'}, {figures.plain(paper.bill_to.name)}, {paper.month.spelled()}",
        currency=paper.currency,
        issuer=issuing_party(paper.issuer),
        bill_to=billed_party(paper.bill_to),
        details=_details(paper),
        due_label=label,
        due=due,
        due_note=note,
        sections=_sections(paper),
        totals=_totals(paper),
        total=Labelled(label, due),
        remit_to=plain_lines(paper.issuer.paid_at) if paper.total.minor > 0 else (),
        payment_reference=number or UNNUMBERED,
        terms=_terms(paper),
        questions=_questions(paper),
        notes=_notes(paper),
        audit_head=paper.audit_head or ("" if number else "given at issue"),
    )


def check_sum(paper: Paper) -> None:
    """DoesNotAddUp where the lines are not the total."""
    lines = total([line.amount for line in paper.lines], paper.currency)
    if lines != paper.total:
        raise DoesNotAddUp(paper.number or "a preview", str(lines), str(paper.total))


def _details(paper: Paper) -> tuple[Labelled, ...]:
    owed = paper.kind is not PaperKind.CREDIT_MEMO and paper.total.minor > 0
    return labelled(
        (f"{TITLES[paper.kind]} number", paper.number or "Preview"),
        (f"{TITLES[paper.kind]} date", figures.long_date(paper.issued_on)),
        ("Due date", figures.long_date(paper.due_on) if owed else ""),
        ("PO number", paper.po_number),
        ("Vendor number", paper.bill_to.vendor_number),
        ("Cost center", paper.bill_to.cost_center),
        ("For invoice", ", ".join(f"{number} of {figures.long_date(day)}" for number, day in paper.about)),
        ("Service period", figures.period(paper.month)),
        ("Contract", paper.contract_title or paper.contract),
        ("Contract reference", f"{paper.contract}, version {paper.contract_version}"),
        ("Work RVUs", ", ".join(f"CMS {release}" for release in paper.rvu_releases)),
    )


def _due(paper: Paper) -> tuple[str, str, str]:
    """What the one large figure is called, the figure, and what follows from it."""
    if paper.kind is PaperKind.CREDIT_MEMO or paper.total.minor < 0:
        return "Total credit", paper.total.printed_with_sign(), "Credit to your account. No payment is due."
    if not paper.total:
        return "Total due", paper.total.printed_with_sign(), "No payment is due."
    return "Total due", paper.total.printed_with_sign(), f"Due {figures.long_date(paper.due_on)}"


def _terms(paper: Paper) -> str:
    if paper.kind is PaperKind.CREDIT_MEMO or paper.total.minor <= 0:
        return ""
    return f"Net {counted(paper.terms_days, 'day')}" if paper.terms_days else "Due on receipt"


def _questions(paper: Paper) -> tuple[Labelled, ...]:
    return labelled(("phone", paper.issuer.phone), ("e-mail", paper.issuer.email))


def _early(paper: Paper) -> list[str]:
    """What paying early is worth, with its last day and amount."""
    offer = paper.early_payment
    if offer is None:
        return []
    off = offer.discount(paper.total, Money(0, paper.currency))
    return [
        (
            f"Prompt payment: {percent(offer.percent)} ({off.printed()}) may be taken off if the whole of it is paid by "
            f"{figures.long_date(offer.last_day)}: {(paper.total - off).printed_with_sign()} then settles it. What is credited or disputed "
            "comes off first."
        )
    ]


def _notes(paper: Paper) -> tuple[str, ...]:
    notes = [*_early(paper), *paper.notes]
    if paper.schedule:
        where = "is a separate, password-protected file" if paper.separate_schedule else "follows"
        notes.append(f"The schedule of {counted(len(paper.schedule), 'read')} {where}.")
    return plain_lines(notes)


def _totals(paper: Paper) -> tuple[Labelled, ...]:
    """What the lines come to before taxes, and each tax; nothing where there is none."""
    taxes = [line for line in paper.lines if line.kind is LineKind.TAX]
    before = total([line.amount for line in paper.lines if line.kind is not LineKind.TAX], paper.currency)
    printed = [Labelled(_tax_name(line, paper), line.amount.printed_as_column()) for line in taxes]
    return (Labelled("Subtotal", before.printed_as_column()), *printed) if taxes else ()


def _tax_name(line: PaperLine, paper: Paper) -> str:
    name = figures.plain(line.name)
    month = line.month.spelled()
    return name if line.month == paper.month or month in name else f"{name}, {month}"


def _sections(paper: Paper) -> tuple[PaperSection, ...]:
    """Facilities in the paper's order, then the contract's own lines, credits, and earlier months, oldest first."""
    names = dict(paper.facilities)
    own = [line for line in paper.lines if line.kind not in {LineKind.PRIOR, LineKind.TAX}]
    prior = [line for line in paper.lines if line.kind is LineKind.PRIOR]
    by_facility = [line for line in own if line.facility is not None and line.kind in BY_FACILITY]
    seen = dict.fromkeys([*names, *(line.facility for line in by_facility if line.facility)])
    found = [
        _section(paper, names.get(facility, facility), [line for line in by_facility if line.facility == facility])
        for facility in seen
    ]
    rest = [line for line in own if line.facility is None or line.kind not in BY_FACILITY]
    found += [
        _section(paper, title, [line for line in rest if line.kind in kinds], _facility_name(names))
        for title, kinds in CONTRACT_SECTIONS
    ]
    found += [
        _section(
            paper,
            f"{'Corrections to' if month == paper.month else 'Prior period:'} {month.spelled()}",
            [line for line in prior if line.month == month],
            _facility_name(names),
        )
        for month in sorted({line.month for line in prior})
    ]
    return tuple(section for section in found if section.lines)


def _facility_name(names: dict[str, str]) -> Callable[[PaperLine], str]:
    return lambda line: names.get(line.facility, line.facility) if line.facility else ""


def _section(
    paper: Paper, title: str, lines: list[PaperLine], where: Callable[[PaperLine], str] | None = None
) -> PaperSection:
    printed = tuple(_line(paper, line, where(line) if where else "") for line in lines)
    subtotal = total([line.amount for line in lines], paper.currency).printed_as_column()
    return PaperSection(figures.plain(title), printed, "" if where and len(lines) == 1 else subtotal)


def _line(paper: Paper, line: PaperLine, where: str) -> PrintedLine:
    price = line.unit_price if len(line.wrvus) != 1 else line.wrvus[0][1]
    units = counted(int(line.quantity), "unit") if line.wrvus and line.quantity else ""
    return PrintedLine(
        figures.plain(paper.printed(line.name)),
        " · ".join(plain_lines((where, units, line.basis))),
        _quantity(line),
        "" if price is None else figures.unit_price(price, line.amount.currency),
        line.amount.printed_as_column(),
    )


def _quantity(line: PaperLine) -> str:
    """In work RVUs where they are what the line is made of: what the unit price multiplies."""
    if not line.wrvus:
        return figures.quantity(line.quantity)
    return f"{figures.decimal(sum((quantity for quantity, _ in line.wrvus), Decimal(0)), 2)} wRVU"
