"""What is printed of a statement of account, as frozen values: strings only, so that a template only places them.

StatementView
├── issuer, bill_to, details, due    who, when, what is due and what of it is late
├── strip                            the aging strip: a step each for current to over 90 days
├── open, unused, activity           rows of three tables
└── remit_to, notes
"""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.documents import figures
from invoicing.documents.parties import Labelled, Party, billed_party, issuing_party, labelled, plain_lines
from invoicing.papers.paper import PaperKind
from invoicing.receivables.account import EntryKind
from invoicing.receivables.aging import OpenPaper
from invoicing.receivables.statement import Activity, Statement, Unused
from reads.core.english import counted
from reads.core.money import Money, total

STEPS = ("Current", "1–30 days", "31–60 days", "61–90 days", "Over 90 days")
KINDS = {PaperKind.INVOICE: "Invoice", PaperKind.DEBIT_MEMO: "Debit memo", PaperKind.CREDIT_MEMO: "Credit memo"}
DEEDS = {
    EntryKind.PAYMENT: "Payment received",
    EntryKind.APPLICATION: "Credit applied",
    EntryKind.WRITE_OFF: "Written off",
    EntryKind.DISCOUNT: "Early payment discount",
    EntryKind.REFUND: "Refunded",
    EntryKind.REVERSAL: "Reversal",
}


@dataclass(frozen=True, slots=True)
class StripStep:
    """One step of the aging strip; `share` is its part of all that is open, as CSS has widths."""

    label: str
    amount: str
    share: str
    empty: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A paper of which something is open."""

    dated: str
    number: str
    what: str
    due: str
    late: str
    total: str
    open: str
    interest: str


@dataclass(frozen=True, slots=True)
class UnusedRow:
    """A payment or a credit that settles nothing yet."""

    dated: str
    what: str
    amount: str
    left: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """What was booked, and the papers it settled."""

    dated: str
    what: str
    settled: str
    amount: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """All that is printed; `interest` is empty where no open paper bears any."""

    kind: str
    title: str
    document_title: str
    currency: str
    issuer: Party
    bill_to: Party
    details: tuple[Labelled, ...]
    due_label: str
    due: str
    due_note: str
    strip: tuple[StripStep, ...]
    open: tuple[OpenRow, ...]
    open_total: str
    unused: tuple[UnusedRow, ...]
    unused_total: str
    balance: str
    interest: str
    activity_title: str
    activity: tuple[ActivityRow, ...]
    remit_to: tuple[str, ...]
    payment_reference: str
    questions: tuple[Labelled, ...]
    notes: tuple[str, ...]

    @property
    def footer(self) -> tuple[str, str]:
        """What stands under each page."""
        return self.document_title, ""


def statement_view_of(statement: Statement) -> StatementView:
    """The statement as it is printed."""
    day = figures.long_date(statement.day)
    owed = statement.aging.total
    name = figures.plain(statement.bill_to.name)
    return StatementView(
        kind="statement",
        title="Statement",
        document_title=f"Statement of account, {name}, {day}",
        currency=statement.currency,
        issuer=issuing_party(statement.issuer),
        bill_to=billed_party(statement.bill_to),
        details=_details(statement),
        due_label="Balance due" if owed.minor > 0 else "Balance in your favor" if owed.minor < 0 else "Balance",
        due=(owed if owed.minor >= 0 else -owed).printed_with_sign(),
        due_note=_due_note(statement),
        strip=_strip(statement),
        open=tuple(_open_row(each, statement.interest.get(each.paper.id)) for each in statement.open),
        open_total=total([each.open for each in statement.open], statement.currency).printed_as_column(),
        unused=tuple(map(_unused_row, statement.unused)),
        unused_total=(-statement.aging.unapplied).printed_as_column(),
        balance=owed.printed_as_column(),
        interest=statement.interest_total.printed_as_column() if statement.interest else "",
        activity_title=f"Payments and adjustments since {figures.long_date(statement.since)}",
        activity=tuple(map(_activity_row, statement.activity)),
        remit_to=plain_lines(statement.issuer.paid_at) if owed.minor > 0 else (),
        payment_reference=figures.plain(statement.client),
        questions=labelled(("Phone", statement.issuer.phone), ("E-mail", statement.issuer.email)),
        notes=(*_queries(statement), *_notes(statement)),
    )


def _queries(statement: Statement) -> list[str]:
    """What the client has kept back, in its own words, so that both look at the same sum."""
    return [
        f"{each.amount.printed_with_sign()} of {figures.plain(each.paper.number or '')} is queried: {figures.plain(each.words)}"
        for each in statement.queries
    ]


def _details(statement: Statement) -> tuple[Labelled, ...]:
    return labelled(
        ("Statement date", figures.long_date(statement.day)),
        ("Account", statement.client),
        ("Currency", statement.currency),
        ("Open invoices", str(len(statement.open))),
    )


def _due_note(statement: Statement) -> str:
    overdue = statement.aging.overdue
    if overdue:
        return f"{overdue.printed_with_sign()} is past due"
    return "Nothing is past due" if statement.open else "Nothing is open"


def _strip(statement: Statement) -> tuple[StripStep, ...]:
    """Each step with its share of what is open; at least a sliver where there is anything."""
    buckets = statement.aging.buckets
    all_open = sum(bucket.minor for bucket in buckets)
    return tuple(
        StripStep(label, bucket.printed_as_column(), _share(bucket, all_open), not bucket)
        for label, bucket in zip(STEPS, buckets, strict=True)
    )


def _share(bucket: Money, all_open: int) -> str:
    """In per cent with a decimal, as CSS has it; rounded up, so that the steps fill the strip."""
    per_mille = max(5, -(-bucket.minor * 1000 // all_open)) if bucket else 0
    return f"{per_mille // 10}.{per_mille % 10}%"


def _open_row(each: OpenPaper, interest: Money | None) -> OpenRow:
    paper = each.paper
    return OpenRow(
        dated=figures.short_date(paper.issued_on),
        number=figures.plain(paper.number or ""),
        what=f"{KINDS.get(paper.kind, 'Paper')}, {paper.month.spelled()}",
        due=figures.short_date(paper.due_on),
        late=counted(each.late, "day") if each.late else "",
        total=paper.total.printed_as_column(),
        open=each.open.printed_as_column(),
        interest=interest.printed_as_column() if interest else "",
    )


def _unused_row(each: Unused) -> UnusedRow:
    what = f"Credit {each.number}" if each.number else f"Payment {each.reference}"
    return UnusedRow(
        figures.short_date(each.day),
        figures.plain(what),
        each.amount.printed_as_column(),
        (-each.left).printed_as_column(),
    )


def _activity_row(each: Activity) -> ActivityRow:
    entry = each.entry
    what = DEEDS[entry.kind]
    if entry.kind is EntryKind.APPLICATION and not entry.reference:
        what = "Unapplied cash applied"
    if each.reversed_kind is not None:
        what = f"Reversal of {DEEDS[each.reversed_kind].lower()}"
    said = entry.reference if entry.kind in {EntryKind.PAYMENT, EntryKind.APPLICATION} else ""
    adds = entry.kind is EntryKind.REFUND or (
        entry.kind is EntryKind.REVERSAL and each.reversed_kind is not EntryKind.REFUND
    )
    return ActivityRow(
        dated=figures.short_date(entry.day),
        what=figures.plain(f"{what}, {said}" if said else what),
        settled=", ".join(
            dict.fromkeys(
                figures.plain(f"{number}, cancelled" if number in each.freed else number) for number, _ in each.settled
            )
        ),
        amount=(entry.amount if adds else -entry.amount).printed_as_column(),
    )


def _notes(statement: Statement) -> tuple[str, ...]:
    notes = ["This statement is not an invoice. Payments received after its date are not on it."]
    if statement.interest:
        notes.append(
            "Late interest is simple interest by the day at the rate agreed in the contract. It is shown for your "
            "information; it is no part of the balance and is not billed by this statement."
        )
    return tuple(notes)
