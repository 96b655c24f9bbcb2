"""The work list: every final of a month, ready for a claim, held with its reasons, or claimed already (spec 5.3).

log ── finals ── Router ──┬─ Held ───────────────┐
                          ├─ Nowhere (left out)  ├─> held
                          └─ ToInsurer ── checks ┴─> ready, or claimed
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from reads.claims.build import Draft, alone, unfit_objections
from reads.claims.checks.all_checks import objections
from reads.claims.checks.problem import Objection
from reads.claims.claimed_reads import Claimed, newest_claims, on_claims
from reads.claims.doubtful_finals import with_doubts
from reads.claims.final import Final
from reads.claims.final_fields import FinalFields
from reads.claims.final_fields_as_sent import said_of, that_hold
from reads.claims.ledger.reference_prefix import known_prefix
from reads.claims.ordered_patient_fields import completed, ordered_fields
from reads.claims.repository import SaidOfFinal, fields_place, finals_signed
from reads.claims.rules.lookup import Rules
from reads.claims.same_day_claims import beside_each_other, may_meet, of_their_days, with_code_sets
from reads.claims.service_claimed_twice import service_mark, with_doubles
from reads.claims.sitting import ClaimGround
from reads.core.clock import Clock, today
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.fees.codes.repository import newest_files
from reads.fees.repository import load_releases
from reads.log.finals import other_finals
from reads.log.repository import releases
from reads.log.same_study_in_log import apart
from reads.routing.reasons import RELEASABLE, on_invoice
from reads.routing.route import Door, Held, OtherDoor, Reason, Route, ToInsurer
from reads.routing.rules import Router
from reads.routing.second_interpretations import Studies
from reads.store.patient_fields import Vault

OpenVault = Callable[[], Vault]

_ROUTING = (
    "to insurance goes a final whose reader, place of reading, exam and payer are known, read in the United States"
)

_EVER = (datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class HeldFinal:
    """A final that waits for a person, with every reason; `number` is what a person types to release it."""

    logged: LoggedRead
    month: Month
    reasons: tuple[Objection, ...]

    @property
    def number(self) -> int:
        """The number of its version."""
        return self.logged.version_id


@dataclass(frozen=True, slots=True)
class ChangedFinal:
    """A claimed final that was amended or voided since: the payer has something else than the log."""

    logged: LoggedRead
    month: Month
    claim: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """The finals of one month, or of all; `claimed` counts those that stand on a claim.

    Of those that are ready, `drafts` are the claims that each would be alone.
    """

    drafts: tuple[Draft, ...]
    held: tuple[HeldFinal, ...]
    changed: tuple[ChangedFinal, ...]
    claimed: int

    @property
    def ready(self) -> tuple[Final, ...]:
        """Those that may go on a claim."""
        return tuple(draft.finals[0] for draft in self.drafts)


@dataclass(slots=True)
class Office:
    """What finals are looked up with, loaded once a command; the vault opens when the first sealed field is met.

    `prefix` begins the references of claims; None where none was drawn yet.
    """

    session: Session
    ground: ClaimGround
    released: Mapping[str, Collection[str]]
    open_vault: OpenVault
    other: OtherDoor
    prefix: str | None
    _vault: list[Vault] = field(default_factory=list)
    _listed: dict[Month, WorkList] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, open_vault: OpenVault, clock: Clock, other: OtherDoor) -> Office:
        """The directory, rules and releases as they stand; `other` is what the hospital pays for."""
        directory = load_directory(session)
        zone = directory.group.timezone if directory.group else "UTC"
        codes = {code for rows in directory.exams.values() for row in rows for code in row.cpt}
        ground = ClaimGround(directory, Rules(directory.rules), load_releases(session, codes), today(clock, zone))
        prefix = known_prefix(session, directory.group)
        return cls(session, ground, releases(session), open_vault, other, prefix)

    @property
    def directory(self) -> Directory:
        """The directory in force."""
        return self.ground.directory

    @property
    def vault(self) -> Vault:
        """The vault; NoKey where sealed fields are to be opened and there is no key."""
        if not self._vault:
            self._vault.append(self.open_vault())
        return self._vault[0]

    def listed(self, month: Month) -> WorkList:
        """The work list of a month as it was when it was first asked for: for whoever decides on several finals of it."""
        if month not in self._listed:
            self._listed[month] = work_list(self, month)
        return self._listed[month]

    def finals(self, month: Month | None) -> list[LoggedRead]:
        """The finals that may belong to a month, in whatever time zone; all for None."""
        if month is None:
            return finals_signed(self.session, *_EVER)
        start = datetime.combine(month.first, time(), UTC) - timedelta(days=1)
        return finals_signed(self.session, start, datetime.combine(month.end, time(), UTC) + timedelta(days=1))

    def routed(self, logged: Sequence[LoggedRead]) -> tuple[list[ToInsurer], list[Held]]:
        """Those that go to an insurer, and those that are held on the way; the rest is the hospital's, or billed to nobody."""
        routes = self.routes(logged)
        return [each for each in routes if isinstance(each, ToInsurer)], [
            each for each in routes if isinstance(each, Held) and each.door is Door.INSURANCE
        ]

    def routes(self, logged: Sequence[LoggedRead]) -> list[Route]:
        """Where each of them goes, in their order."""
        studies = Studies.of([*logged, *other_finals(self.session, logged)])
        router = Router(self.directory, self.other.terms, studies, self.released)
        return apart(self.session, [router.route(each) for each in logged], router, self.released, on_claims)

    def made(self, routes: Sequence[ToInsurer], among: Sequence[ToInsurer] = ()) -> list[Final]:
        """The finals of these routes, opened and completed, with their doubles, and beside those of other lists and claims.

        `among` are all that are routed already.
        """
        missing = {code for each in routes for code in each.exam.cpt}
        ground = replace(self.ground, releases=load_releases(self.session, missing))
        finals = self._opened_finals(routes, ground)
        near = self._opened_finals(self._near(finals, among, ground), ground)
        sets = with_code_sets(self.session, ground, beside_each_other(finals, near))
        return with_doubles(self.session, self.service_mark, with_doubts(self.session, ground, sets))

    def _near(self, finals: Sequence[Final], among: Sequence[ToInsurer], ground: ClaimGround) -> list[ToInsurer]:
        """The others of a day, payer and reader of these that are on no voided claim, of whatever month."""
        if not newest_files(self.session):
            return []
        asked = {each.route.logged.key for each in finals}
        unrouted = of_their_days(self.session, finals, asked | {each.logged.key for each in among})
        others = [each for each in (*among, *self.routed(unrouted)[0]) if each.logged.key not in asked]
        near = may_meet(finals, [Final(each, FinalFields(), ground) for each in others])
        claimed = newest_claims(self.session, [each.route.logged.key for each in near])
        gone = {key for key, last in claimed.items() if last.is_void}
        return [each.route for each in near if each.route.logged.key not in gone]

    def _opened_finals(self, routes: Sequence[ToInsurer], ground: ClaimGround) -> list[Final]:
        rows = said_of(self.session, [each.logged.key for each in routes])
        ordered = ordered_fields(self.session, lambda: self.vault, [each.logged for each in routes], ground.directory)
        finals = []
        for each in routes:
            fields, conflicting = that_hold(rows.get(each.logged.key, []), self._opened)
            finals.append(Final(each, completed(fields, ordered.get(each.logged.key)), ground, conflicting))
        return finals

    def fields(self, finals: Sequence[LoggedRead]) -> dict[str, FinalFields]:
        """What holds of what was said of these finals, by key."""
        rows = said_of(self.session, [each.key for each in finals])
        return {each.key: that_hold(rows.get(each.key, []), self._opened)[0] for each in finals}

    def _opened(self, row: SaidOfFinal) -> FinalFields:
        fields = FinalFields.of(self.vault.open(fields_place(row.read_key, row.number), row.sealed))
        return fields.understood(self.directory.names, row.read_key.partition("|")[0], row.at.date())

    def service_mark(self, final: Final, code: str) -> str:
        """`doubles.service_mark` under these books' key."""
        return service_mark(self.vault.mark, final, code)


def work_list(office: Office, month: Month | None) -> WorkList:
    """The finals of a month (of all months for None), each looked at by every check."""
    logged = office.finals(month)
    claimed = newest_claims(office.session, [each.key for each in logged])
    routes, holds = office.routed(logged)
    wanted = [each for each in routes if month in (None, each.month)]
    open_routes = [each for each in wanted if _is_open(each.logged, claimed)]
    held = [
        HeldFinal(each.logged, each.month, tuple(map(routing_objection, each.reasons)))
        for each in holds
        if month in (None, each.month) and _is_open(each.logged, claimed)
    ]
    ready: list[Draft] = []
    papers = office.other.on_invoice([each.logged.key for each in open_routes])
    held += [
        HeldFinal(each.logged, each.month, (routing_objection(on_invoice(papers[each.logged.key])),))
        for each in open_routes
        if each.logged.key in papers
    ]
    asked = [each for each in open_routes if each.logged.key not in papers]
    for final in office.made(asked, routes):
        found = judged(office, final)
        if isinstance(found, Draft):
            ready.append(found)
        else:
            held.append(HeldFinal(final.route.logged, final.route.month, found))
    held.sort(key=lambda each: (each.logged.read.payer, each.reasons[0].code, each.logged.read.signed_at.isoformat()))
    changed = _changed(logged, claimed, month)
    return WorkList(tuple(ready), tuple(held), tuple(changed), len(wanted) - len(open_routes))


def judged(office: Office, final: Final) -> Draft | tuple[Objection, ...]:
    """The claim of a final alone; else every reason to hold it, or whatever an 837P could not carry of it."""
    reasons = objections(final, office.released.get(final.route.logged.key, ()))
    if reasons:
        return reasons
    draft = alone(final, office.prefix or "")
    return tuple(unfit_objections(draft)) or draft


def _is_open(logged: LoggedRead, claimed: Mapping[str, Claimed]) -> bool:
    """Whether the read may go on a claim: it is on none, or its claim was voided and the read amended since."""
    last = claimed.get(logged.key)
    return last is None or (last.is_void and last.line.version_id != logged.version_id)


def _changed(
    logged: Sequence[LoggedRead], claimed: Mapping[str, Claimed], month: Month | None
) -> Iterable[ChangedFinal]:
    for each in logged:
        last = claimed.get(each.key)
        if last is None or last.is_void or month not in (None, Month.parse(last.claim.month)):
            continue
        if each.void or each.version_id != last.line.version_id:
            yield ChangedFinal(each, Month.parse(last.claim.month), last.claim.control_number)


def routing_objection(reason: Reason) -> Objection:
    """A reason of routing, beside those of the checks."""
    source = reason.source or "directory and log, as they stand"
    decidable = reason.code in RELEASABLE
    return Objection(reason.code, reason.message, reason.remedy, _ROUTING, source, "verified", decidable)
