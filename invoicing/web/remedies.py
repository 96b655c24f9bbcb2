"""What to do about a refusal, as a page says it: what to press there; the command stands behind it in small print (spec 9.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

AMEND = re.compile(
    r"import (it|the row|the row that is right|the read|its rows) (again|once more)( with its [^`]*)?,? (and |with )`--amend`"
)
"""How the command line says that a corrected row comes in."""

COMMAND = re.compile(r"`wetread ([^`]*)`|wetread ((?:invoice|bank|claims|reads|fees|export|statement|audit) [^;,]*)")

ON_THE_PAGE: Mapping[str, str] = {
    "accession_reused": "take it as a new study on the page Held, or leave it",
    "already_decided": "correct what is in the log at the read's own page",
    "bad_target": "write NUMBER=AMOUNT, once a paper, one a row",
    "booked_by_hand": "give that payment's number, which ties them; or tick that it is another one",
    "conflict": "take the file's, or keep what is there, on the page Held",
    "contradicted_release": "give the file the name that CMS gave it, or leave the release empty",
    "dated_ahead": "date it on a day that has come, or tick that it is issued all the same",
    "dated_before": "date it on a day of the month or later, or tick that it is issued all the same",
    "dated_far_back": "date it on a day of these weeks, unless that day is meant",
    "export_is_final": "download the batch below: it is the same file; or reopen the period by command",
    "facilities_changed": "tick that it is meant; or end it with `until`, and write a new contract from that day",
    "file_vanished": "put back what the file said, or take it out of the books by command",
    "held_back": "mend them on the page Held; the others can be issued",
    "import_in_use": "correct its reads one by one, at their own pages",
    "internal": "report what stands where `wetread serve` runs",
    "later_on_top": "undo the later imports first, the newest first",
    "long_ago": "mend the date, or tick that the day is meant",
    "made_before": "look at what there is; tick that it is another one if it is",
    "mail_in_doubt": "look among the server's sent mail; tick that it is sent once more, maybe a second time",
    "many_reads": "open the one that is meant, and do it at its own page",
    "maybe_sent_before": "look among the server's sent mail; tick that it is sent once more, maybe a second time",
    "month_not_over": "close it once it is over, or tick that it is issued all the same",
    "more_than_unapplied": "a payment that is set against papers is taken back at its entry below",
    "no_address": "fill in email in clients.csv and apply, or write an address here",
    "no_match": "say below which papers it pays, or whose unapplied cash it is",
    "no_payer_number": "a 277CA or 835 brings it; or write it here",
    "no_schedule": "send it without one",
    "no_schedule_password": "the password is set where the pages are started; without the schedule the invoice goes alone",
    "not_money_that_came": "leave it, for a reason",
    "not_rejected": "look at the row, and choose whether it is taken as it is or left",
    "not_the_whole_line": "what pays no paper is named as CLIENT=AMOUNT and stays unapplied cash",
    "not_understood": "put right what is wrong with the row, or discard it",
    "out_of_order": "issue the earlier month first, or tick that it is issued all the same",
    "over_cap": "agree on a higher one and apply the contract, or tick that it is issued all the same",
    "paid_before": "look at what was booked below; tick that it is another one if it is",
    "read_only": "whoever started the pages can open them for changes",
    "reprices_issued": "tick that it is meant: what differs goes on the next invoices, or on memos",
    "sent_before": "tick that it is sent once more",
    "several_currencies": "compare a list of each contract, and name the contract",
    "too_early": "close it after that, or with another date; or tick that it is issued all the same",
    "too_many_rows": "choose a line per rate, or a single one",
    "unnamed_release": "name it, such as 2025D (January A, April B, July C, October D)",
    "which_contract": "look at the contract's own paper",
    "which_currency": "choose the account of one currency",
    "workbook_there": "take the workbook into the files by command, or delete it",
}
"""Where the command line says an option, by the error's code: what the pages have for it."""

PLACES: Mapping[str, tuple[str, str]] = {
    "aging": ("/accounts", "Money"),
    "apply": ("/books", "Books"),
    "audit": ("/audit", "Audit log"),
    "backup": ("/health", "Health"),
    "bank": ("/bank", "Bank files"),
    "books": ("/books", "Books"),
    "claims": ("/claims", "Claims"),
    "claims ack": ("/claims/answers", "Answers and payments"),
    "claims list": ("/claims/list", "Claims"),
    "claims show": ("/claims/list", "Claims"),
    "claims replace": ("/claims/list", "Claims"),
    "claims void": ("/claims/list", "Claims"),
    "close": ("/", "Month"),
    "contract": ("/contracts", "Contracts"),
    "contractors": ("/pay", "Readers' pay"),
    "doctor": ("/health", "Health"),
    "export": ("/exports", "Exports"),
    "fees": ("/fees", "Fees"),
    "held": ("/held", "Held"),
    "invoice": ("/papers", "Papers"),
    "invoice pay": ("/accounts", "Money"),
    "invoice payments": ("/accounts", "Money"),
    "margin": ("/margin", "Margin"),
    "reads": ("/reads", "Reads"),
    "reads add": ("/by-hand", "A read by hand"),
    "reads batches": ("/imports", "Imports"),
    "reads import": ("/import", "Import"),
    "reads quarantine": ("/held", "Held"),
    "reads undo": ("/imports", "Imports"),
    "reconcile": ("/reconcile", "Reconcile"),
    "reminders": ("/reminders", "Reminders"),
    "report": ("/report", "Report"),
    "quarantine": ("/held", "Held"),
    "statement": ("/accounts", "Money"),
    "status": ("/", "Month"),
}
"""The page that does what a command does, by the command's first words."""


def remedy_on_page(code: str, remedy: str, base: str = "") -> Markup:
    """The remedy in the page's words, with links to the pages that do what commands do; the commands in small print."""
    if code in ON_THE_PAGE:
        return Markup("{}").format(ON_THE_PAGE[code])
    said = AMEND.sub(r"import \1 \2\3, ticking that it corrects the log", remedy)
    parts, commands, at = [], [], 0
    for found in COMMAND.finditer(said):
        command = (found[1] or found[2]).strip()
        place = place_of(command)
        if place is None:
            continue
        parts.append(Markup('{}the page <a href="{}{}">{}</a>').format(said[at : found.start()], base, *place))
        commands.append(f"wetread {command}")
        at = found.end()
    if not commands:
        return Markup("{}").format(said)
    small = Markup(' <small class="code">by command: {}</small>').format("; ".join(commands))
    return Markup("").join(parts) + Markup("{}").format(said[at:]) + small


def place_of(command: str) -> tuple[str, str] | None:
    """The address and title of the page that does what the command does; None where only a terminal can."""
    words = command.split()
    return PLACES.get(" ".join(words[:2])) or PLACES.get(words[0] if words else "")
