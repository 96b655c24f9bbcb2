"""What to do about a refusal, as a page says it: what to press there, where the command line names an option (spec 9.3)."""

from __future__ import annotations

from collections.abc import Mapping

ON_THE_PAGE: Mapping[str, str] = {
    "too_early": "close what comes before, or tick that it is issued all the same",
    "over_cap": "agree on a higher one and apply the contract, or tick that it is issued all the same",
    "made_before": "look at what there is; tick that it is another one if it is",
    "paid_before": "look at what was booked below; tick that it is another one if it is",
    "long_ago": "mend the date, or tick that the day is meant",
    "file_vanished": "put back what the file said, or take it out of the books by command",
    "reprices_issued": "tick that it is meant: what differs goes on the next invoices, or on memos",
    "more_than_unapplied": "a payment that is set against papers is taken back at its entry below",
    "already_decided": "correct what is in the log at the read's own page",
    "import_in_use": "correct its reads one by one, at their own pages",
    "later_on_top": "undo the later imports first, the newest first",
    "not_rejected": "look at the row, and choose whether it is taken as it is or left",
    "not_understood": "put right what is wrong with the row, or discard it",
}


def remedy_on_page(code: str, remedy: str) -> str:
    """The remedy in the page's words; the command line's own where it names no option of a command."""
    return ON_THE_PAGE.get(code, remedy)
