"""Recomputes everything that must hold of issued papers, the audit log and the files, and collects what doesn't (spec 4.2).

All rows are read as they are stored: damage is named, it stops nothing.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from invoicing.audit.books_checks import books_damage
from invoicing.audit.decision_checks import decision_damage
from invoicing.audit.file_checks import UNPRINTED, Files, file_checks
from invoicing.audit.ledger_checks import ledger_damage
from invoicing.audit.paper_checks import Billed, StoredPaper, paper_damage
from invoicing.audit.payment_checks import verify_accounts
from invoicing.papers.paper import PaperKind
from reads.core.english import counted, listed, verb_for
from reads.log.month_file_checks import month_file_damage
from reads.store.audit import EventCheck, events, file_damage
from reads.store.damage import Damage
from reads.store.events import GENESIS
from reads.store.guard_checks import guard_damage
from reads.store.raw import stored_rows
from reads.store.schema_checks import schema_damage
from reads.store.tree_checks import check_tree

ISSUES = frozenset({"invoice.issued", "month.closed"})
"""The events that record a paper; their detail has its SHA-256."""

NEVER_COVERED = (
    "what was written elsewhere than in invoices/: exports, claims, statements, reports, drafts and backups",
    "patients' fields and what their key seals: `wetread key check`",
    "your own templates and logo: prints are compared, what they are printed with is not",
)
"""What `verify` never looks at."""

_OWN_REMEDIES = {
    "books_faulty": "`wetread apply --dry-run` names the faults of the books' files",
    "books_differ": "`wetread apply` loads the books' files",
    "file_missing": "`wetread invoice pdf --missing` writes them again",
    UNPRINTED: "`wetread invoice pdf --missing` writes them again",
    "file_stray": "was it ever sent, restore the newest backup; did `restore --forget` let it vanish, or is it no paper of these"
    " books, move the file out of invoices/",
}
"""What mends a fault that is none of the database, where nothing else is wrong."""

_KEEP = "keep everything as it is, and compare with a backup: `wetread restore FILE --books OTHER`"

_TEXTS = (
    "kind",
    "number",
    "series",
    "client",
    "contract",
    "month",
    "currency",
    "issued_on",
    "due_on",
    "snapshot",
    "schedule",
    "previous",
    "sha256",
    "at",
    "actor",
)
_CLOSING = frozenset({PaperKind.INVOICE.value, PaperKind.CLOSED.value})


@dataclass
class Verified:
    """How much was checked, and all that is wrong."""

    papers: int = 0
    events: int = 0
    pdfs: int = 0
    rows: int = 0
    damage: list[Damage] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=lambda: list(NEVER_COVERED))

    @property
    def lasting(self) -> list[Damage]:
        """The damage of the database and of files that were there; a paper that waits for its PDF harms no backup."""
        return [each for each in self.damage if each.what != UNPRINTED]

    @property
    def remedies(self) -> list[str]:
        """What to do: nothing but to keep all and compare, where something is wrong that the files alone don't explain."""
        remedies = list(dict.fromkeys(_OWN_REMEDIES.get(each.what, _KEEP) for each in self.damage))
        return [_KEEP] if _KEEP in remedies else remedies

    def in_words(self) -> str:
        """What was checked, and whether it is as it was."""
        kinds = (self.papers, "paper"), (self.events, "event"), (self.pdfs, "file"), (self.rows, "row")
        checked = f"{listed(counted(*each) for each in kinds)} were checked"
        if self.damage:
            return f"{counted(len(self.damage), 'fault')}: {checked}"
        return f"all is as it was written: {checked}"

    def as_json(self) -> dict[str, object]:
        """The answer of spec 6."""
        return {
            "ok": not self.damage,
            "checked": {"papers": self.papers, "events": self.events, "pdfs": self.pdfs, "rows": self.rows},
            "damage": [each.as_json() for each in self.damage],
            "not_covered": self.uncovered,
        }


PARTS = ("the audit log and the papers", "the hash tree", "the files", "accounts, decisions and ledgers")
"""What `verify` looks at, in this order."""

Tell = Callable[[str], object]
"""Is told each of the parts once it was looked at."""


def untold(_part: str) -> None:
    """Nobody asks how far it is."""


def verify(session: Session, files: Files | None, head: str | None = None, tell: Tell = untold) -> Verified:
    """Everything, in one state of the database; without files only what the database holds.

    `head` was printed on a paper or a backup: an audit log that was written anew, hashes and all, doesn't have it.
    """
    found = Verified(damage=file_damage(session))
    try:
        heads = _verify_events(session, found)
        if head is not None and head.strip().lower() not in heads:
            found.damage.append(Damage("audit_rewritten", "audit log", f"no event has the hash {head.strip()}"))
        tell(PARTS[0])
        tree = check_tree(session.connection())
        found.rows = tree.rows
        found.damage += [*tree.damage, *month_file_damage(session)]
        tell(PARTS[1])
        if files is not None:
            checks = file_checks(session, files)
            found.pdfs = checks.checked
            found.damage += checks.damage
            found.uncovered += checks.uncovered
            if (files.books / "wetread.toml").exists():
                found.damage += books_damage(session, files.books)
            else:
                found.uncovered.append("what the books' files say: there is no wetread.toml to compare with")
        tell(PARTS[2])
        found.damage += [*schema_damage(session.connection()), *guard_damage(session.connection())]
        found.damage += [*verify_accounts(session).damage, *decision_damage(session), *ledger_damage(session)]
        tell(PARTS[3])
    except DatabaseError as error:
        found.damage.append(Damage("database_damaged", "database", f"the database can't be read on: {error.orig}"))
    return found


@dataclass(frozen=True, slots=True)
class _Issue:
    """What the audit log says of a paper's issue."""

    event: int
    sha256: str
    at: str
    actor: str


def _verify_events(session: Session, found: Verified) -> set[str]:
    """The audit log, and then the papers against it; the hashes of all events."""
    check, heads = EventCheck(session), {GENESIS}
    issues: dict[str, _Issue] = {}
    skipped: dict[str, set[int]] = defaultdict(set)
    for event in events(session):
        check.see(event)
        heads.add(event.hash)
        if event.action in ISSUES:
            issues[event.entity] = _Issue(event.id, _sha256(event.detail), event.at, event.actor)
        if event.action == "backup.restored":
            for series, (first, last) in _skipped(event.detail).items():
                skipped[series].update(range(first, last + 1))
    check.end()
    found.events = check.checked
    found.damage += check.damage
    _verify_papers(session, found, issues, heads, skipped)
    return heads


def _sha256(detail: str) -> str:
    try:
        return str(json.loads(detail)["sha256"])
    except (ValueError, LookupError, TypeError):
        return ""


def _verify_papers(
    session: Session, found: Verified, issues: dict[str, _Issue], heads: set[str], skipped: Mapping[str, set[int]]
) -> None:
    """Each paper by itself, the chain of all, and each against its event."""
    taken: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
    closings = {
        (paper, contract, month)
        for _, contract, month, paper in stored_rows(session, "closings", ("contract", "month"), ("paper_id",))
    }
    again = {paper for _, paper in stored_rows(session, "reclosings", (), ("paper_id",))}
    previous, before = GENESIS, "the beginning"
    for row in stored_rows(session, "papers", _TEXTS, ("sequence", "total")):
        stored = StoredPaper(*row)
        found.papers += 1
        found.damage += paper_damage(stored, _billed(session, stored.id))
        found.damage += _event_damage(stored, issues.pop(stored.name, None))
        if stored.previous != previous:
            message = f"between {before} and {stored.name} a paper was deleted, inserted, moved or changed"
            found.damage.append(Damage("paper_chain_broken", stored.name, message))
        if _audit_head(stored) not in heads:
            message = f"{stored.name} shows a head of the audit log that is not in it any more"
            found.damage.append(Damage("audit_rewritten", stored.name, message))
        if stored.series is not None or stored.number is not None:
            taken[stored.series or ""].append((stored.sequence, stored.name))
        if (
            stored.kind in _CLOSING
            and stored.id not in again
            and (stored.id, stored.contract, stored.month) not in closings
        ):
            message = f"{stored.contract} {stored.month} has a paper and doesn't count as closed"
            found.damage.append(Damage("closing_wrong", stored.name, message))
        closings.discard((stored.id, stored.contract, stored.month))
        previous, before = stored.sha256, stored.name
    for paper, contract, month in sorted(closings):
        message = f"{contract} {month} counts as closed by paper {paper}, which is of another month or not there"
        found.damage.append(Damage("closing_wrong", f"{contract}/{month}", message))
    for name, issue in issues.items():
        message = f"{name} was issued, as event {issue.event} says, and is not there"
        found.damage.append(Damage("paper_missing", name, message))
    found.damage += _series_damage(session, taken, skipped)


def _billed(session: Session, paper: int) -> Billed:
    rows = stored_rows(
        session, "billed_reads", ("read_key", "month"), ("version_id", "charge"), condition=f"paper_id = {paper}"
    )
    return Counter((key, version, month, charge) for _, key, month, version, charge in rows)


def _audit_head(stored: StoredPaper) -> str:
    """The head that the paper shows; that of no event where the paper is past reading, which is told elsewhere."""
    try:
        return str(json.loads(stored.snapshot).get("audit_head") or GENESIS)
    except (ValueError, AttributeError):
        return GENESIS


def _event_damage(stored: StoredPaper, issue: _Issue | None) -> Iterator[Damage]:
    """The paper against what the audit log says of its issue."""
    if issue is None:
        yield Damage("paper_unrecorded", stored.name, f"no event of the audit log tells that {stored.name} was issued")
        return
    if issue.sha256 != stored.sha256:
        message = f"{stored.name} is not the paper that event {issue.event} says was issued: its hash differs"
        yield Damage("paper_replaced", stored.name, message)
    wrong = [name for name in ("at", "actor") if getattr(stored, name) != getattr(issue, name)]
    if wrong:
        message = f"{stored.name}: {' and '.join(wrong)} in its row differ from event {issue.event}"
        yield Damage("paper_row_changed", stored.name, message)


def _skipped(detail: str) -> dict[str, tuple[int, int]]:
    """The numbers that a restore skipped, by series: they were given in a state that is gone."""
    try:
        return {str(name): (int(first), int(last)) for name, (first, last) in json.loads(detail)["skipped"].items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def _series_damage(
    session: Session, taken: dict[str, list[tuple[int | None, str]]], skipped: Mapping[str, set[int]]
) -> Iterator[Damage]:
    """Each series runs 1, 2, 3 in the order of issue, to the last number that it gave; but for what restores skipped."""
    last = {name: number for _, name, number in stored_rows(session, "series", ("name",), ("last",))}
    for series in sorted({*last, *taken}):
        papers, gone = taken.get(series, []), skipped.get(series, set())
        due = count(1)
        for sequence, name in papers:
            expected = next(number for number in due if number not in gone)
            if sequence != expected:
                message = f"{name} is number {sequence} of series {series}, where {expected} was due"
                yield Damage("series_broken", name, message)
                break
        given = {*range(1, last.get(series, 0) + 1)} - gone
        if len(given) != len(papers):
            message = (
                f"series {series} gave {counted(len(given), 'number')}, "
                f"{counted(len(papers), 'paper')} {verb_for(len(papers), 'has', 'have')} one"
            )
            yield Damage("series_broken", f"series {series}", message)
