"""`wetread claims silent`: claims that went out and that nobody has answered in time, against the limit of filing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from reads.claims.claim_list import ListedClaim, known_claims
from reads.claims.ledger.payer_decisions import ClaimState
from reads.claims.ledger.told_state import statuses
from reads.claims.repository import claims_of_month, exported_on
from reads.claims.rules.filing_limit import last_day
from reads.claims.rules.lookup import Rules
from reads.claims.tables import ClaimRow
from reads.core.money import Money
from reads.core.time_zones import zone as time_zone
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory

WAITS = (("999", 2), ("277CA", 5), ("835", 30))
"""Which answer is due so many days after the export; a later answer makes an earlier one needless."""

_AT_ONCE = 500
_ANSWERED = {"TA1": 1, "999": 1, "824": 1, "277": 2}


@dataclass(frozen=True, slots=True)
class Silent:
    """A claim that waits: since when, for what, and until when it could be filed again (None where no rule says it)."""

    row: ClaimRow
    exported: date
    missing: str
    days: int
    limit: date | None
    left: int | None

    def as_json(self) -> dict[str, object]:
        """A row of `claims silent`."""
        return {
            "claim": self.row.control_number,
            "payer": self.row.payer,
            "charge": str(Money(self.row.charge)),
            "exported_on": self.exported.isoformat(),
            "missing": self.missing,
            "days": self.days,
            "timely_filing": self.limit.isoformat() if self.limit else None,
            "days_left": self.left,
        }


def silent(session: Session, day: date) -> list[Silent]:
    """The claims that at the end of a day have waited too long, those first whose time for filing ends first."""
    directory = load_directory(session, ("group", "payers", "rules"))
    rules = Rules(directory.rules)
    zone = time_zone(directory.group.timezone if directory.group else "UTC")
    rows = claims_of_month(session, None)
    found: list[Silent] = []
    for start in range(0, len(rows), _AT_ONCE):
        some = known_claims(session, rows[start : start + _AT_ONCE], day)
        sent = exported_on(session, [each.row.id or 0 for each in some], zone)
        for each in some:
            found += _waits(each, sent.get(each.row.id or 0), day, _limit(each.row, directory, rules))
    return sorted(found, key=lambda each: (each.limit or date.max, each.exported, each.row.control_number))


def _waits(claim: ListedClaim, sent: date | None, day: date, limit: date | None) -> Iterator[Silent]:
    if sent is None or sent > day or claim.corrected_by or claim.state is ClaimState.REJECTED:
        return
    reached = 3 if claim.entries else _reached(claim)
    if claim.state in (ClaimState.FORWARDED, ClaimState.PENDING):  # nobody has decided it yet
        reached = 2
    for step, (answer, days) in enumerate(WAITS, 1):
        if step > reached and day > sent + timedelta(days=days):
            left = (limit - day).days if limit else None
            yield Silent(claim.row, sent, answer, (day - sent).days, limit, left)
            return


def _reached(claim: ListedClaim) -> int:
    """How far the answers have come: 1 a receipt, 2 a status of the claim."""
    kinds: Collection[str] = {each.kind for each in statuses(claim.told)}
    return max((_ANSWERED[kind] for kind in kinds), default=0)


def _limit(row: ClaimRow, directory: Directory, rules: Rules) -> date | None:
    payer = directory.payers.get(row.payer)
    rule = rules.find("timely_filing", payer, payer.state or row.state, row.service_date) if payer else None
    return last_day(rule.value, row.service_date) if rule else None


def by_answer(found: Sequence[Silent]) -> dict[str, list[Silent]]:
    """The claims by what they wait for, in the order of the answers."""
    return {answer: [each for each in found if each.missing == answer] for answer, _ in WAITS}
