"""What a mail says around the PDF that it carries: no more than the PDF's first page, and nothing of any study."""

from __future__ import annotations

from invoicing.documents import figures
from invoicing.documents.paper_view import view_of
from invoicing.documents.statement_view import statement_view_of
from invoicing.papers.paper import Paper
from invoicing.receivables.reminders import Reminder
from invoicing.receivables.statement import Statement


def paper_words(paper: Paper, *, with_schedule: bool) -> tuple[str, str]:
    """Subject and text for a paper."""
    view = view_of(paper)
    subject = f"{view.title} {view.number}, {paper.month.spelled()}, {view.issuer.name}"
    facts = [
        (view.due_label, f"{view.due} ({paper.currency})"),
        ("", view.due_note),
        ("PO number", figures.plain(paper.po_number)),
        ("Contract", figures.plain(paper.contract_title or paper.contract)),
        ("Audit head", paper.audit_head),
    ]
    schedule = (
        "The schedule of reads is attached as well, protected by the password that we gave you.\n\n"
        if with_schedule
        else ""
    )
    return subject, (
        f"{_greeting(paper.bill_to.attention)}\n\n"
        f"attached is {view.title.lower()} {view.number} for {figures.period(paper.month)}.\n\n"
        f"{_columns(facts)}\n\n{schedule}{_remit(view.remit_to, view.number)}{_goodbye(view.issuer.name, paper.issuer.phone)}"
    )


def statement_words(statement: Statement) -> tuple[str, str]:
    """Subject and text for a statement."""
    view = statement_view_of(statement)
    day = figures.long_date(statement.day)
    facts = [(view.due_label, f"{view.due} ({view.currency})"), ("", view.due_note)]
    return f"Statement of account, {day}, {view.issuer.name}", (
        f"{_greeting(statement.bill_to.attention)}\n\n"
        f"attached is the statement of your account {statement.client} at the end of {day}.\n\n"
        f"{_columns(facts)}\n\n{_remit(view.remit_to, statement.client)}{_goodbye(view.issuer.name, statement.issuer.phone)}"
    )


def reminder_words(reminder: Reminder, statement: Statement) -> tuple[str, str]:
    """Subject and text for a reminder: its level's words, each overdue paper, what stands against them, the net amount."""
    view = statement_view_of(statement)
    day = figures.long_date(statement.day)
    facts = [
        (each.paper.number or "", f"{each.open.printed_with_sign()}, due {figures.long_date(each.paper.due_on)}")
        for each in reminder.papers
    ]
    if reminder.unapplied:
        facts.append(("On account", (-reminder.unapplied).printed_with_sign()))
    facts += [(f"Queried, {each.paper.number}", (-each.amount).printed_with_sign()) for each in reminder.queries]
    facts += [(f"Disputed, {each.paper.number}", (-each.amount).printed_with_sign()) for each in reminder.disputes]
    facts.append(("Please pay", f"{reminder.net.printed_with_sign()} ({reminder.currency})"))
    return f"Reminder {reminder.level.number}, account {statement.client}, {view.issuer.name}", (
        f"{_greeting(statement.bill_to.attention)}\n\n{figures.plain(reminder.level.words)}\n\n"
        f"At the end of {day} this is past due; the statement of your account is attached.\n\n"
        f"{_columns(facts)}\n\n{_remit(view.remit_to, statement.client)}{_goodbye(view.issuer.name, statement.issuer.phone)}"
    )


def _greeting(attention: str) -> str:
    return f"Dear {figures.plain(attention) or 'Accounts Payable'},"


def _columns(facts: list[tuple[str, str]]) -> str:
    return "\n".join(f"    {label:<14}{value}".rstrip() for label, value in facts if value)


def _remit(remit_to: tuple[str, ...], reference: str) -> str:
    if not remit_to:
        return ""
    where = "\n".join(f"    {line}" for line in remit_to)
    return f"Please remit to\n\n{where}\n\nand quote {reference}.\n\n"


def _goodbye(name: str, phone: str) -> str:
    return f"{name}\n{figures.plain(phone)}\n"
