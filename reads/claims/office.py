"""What finals are looked up with, loaded once a command, and how they are opened, completed and seen beside each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from reads.claims.checks.problem import Objection
from reads.claims.claimed_reads import newest_claims
from reads.claims.doubtful_finals import paced, with_doubts
from reads.claims.final import Final
from reads.claims.final_fields import FinalFields
from reads.claims.final_fields_as_sent import said_of, that_hold
from reads.claims.ledger.reference_prefix import known_prefix
from reads.claims.ordered_patient_fields import completed, ordered_fields
from reads.claims.reads_on_claims import on_claims
from reads.claims.repository import SaidOfFinal, fields_place
from reads.claims.rules.lookup import Rules
from reads.claims.same_day_claims import beside_each_other, may_meet, of_their_days, with_code_sets
from reads.claims.service_claimed_twice import service_mark, with_doubles
from reads.claims.sitting import ClaimGround
from reads.core.clock import Clock, today
from reads.core.month import Month
from reads.core.read import LoggedRead
from reads.directory.directory import Directory
from reads.directory.load_directory import load_directory
from reads.fees.codes.loaded_files import newest_files
from reads.fees.loaded_releases import load_releases
from reads.log.finals import other_finals
from reads.log.read_versions import releases
from reads.log.same_study_in_log import apart
from reads.routing.route import Door, Held, OtherDoor, Route, ToInsurer
from reads.routing.rules import Router
from reads.routing.second_interpretations import Studies
from reads.store.patient_fields import Vault

OpenVault = Callable[[], Vault]


@dataclass(slots=True)
class Office:
    """What finals are looked up with; the vault opens when the first sealed field is met.

    `prefix` begins the references of claims, None where none was drawn yet; `held_of_months` is why a month's finals are held,
    by key, where that was asked before.
    """

    session: Session
    ground: ClaimGround
    released: Mapping[str, Collection[str]]
    open_vault: OpenVault
    other: OtherDoor
    prefix: str | None
    held_of_months: dict[Month, Mapping[str, tuple[Objection, ...]]] = field(default_factory=dict)
    _vault: list[Vault] = field(default_factory=list)

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

    def routed(self, logged: Sequence[LoggedRead]) -> tuple[list[ToInsurer], list[Held]]:
        """Those that go to an insurer, and those that are held on the way; the rest is the hospital's, or billed to nobody."""
        routes = self.routes(logged)
        return [each for each in routes if isinstance(each, ToInsurer)], [
            each for each in routes if isinstance(each, Held) and each.door is Door.INSURANCE
        ]

    def routes(self, logged: Sequence[LoggedRead]) -> list[Route]:
        """Where each of them goes, in their order."""
        router = self._router(Studies.of([*logged, *other_finals(self.session, logged)]))
        return apart(self.session, [router.route(each) for each in logged], router, self.released, on_claims)

    def to_insurers(self, logged: Iterable[LoggedRead]) -> list[ToInsurer]:
        """The routes once more of finals that go to an insurer, whatever other finals there are of their studies."""
        router = self._router(Studies())
        return [route for route in map(router.route, logged) if isinstance(route, ToInsurer)]

    def _router(self, studies: Studies) -> Router:
        return Router(self.directory, self.other.terms, studies, self.released)

    def ground_of(self, codes: Collection[str]) -> ClaimGround:
        """A ground of its own, with the fees of these codes."""
        return replace(self.ground, releases=load_releases(self.session, codes))

    def made(self, routes: Sequence[ToInsurer]) -> list[Final]:
        """The finals of a few routes, looked at beside what else the log has of their days."""
        finals = self.opened(routes, self.ground_of({code for each in routes for code in each.exam.cpt}))
        near = self.near({each.service_date for each in finals}, {each.logged.key for each in routes})
        return self.compared(finals, near, paced(self.ground, [each.logged for each in routes]))

    def near(self, days: Collection[date], known: Collection[str]) -> list[ToInsurer]:
        """The finals to insurers that lie near these days of service, of whatever month, but those known; none where nobody asks."""
        if not self.compares_days:
            return []
        return self.routed(of_their_days(self.session, days, known))[0]

    @property
    def compares_days(self) -> bool:
        """Whether a code set was imported that asks of finals beside each other."""
        return bool(newest_files(self.session))

    def compared(
        self, finals: Sequence[Final], others: Iterable[ToInsurer], at_a_pace: Mapping[str, str]
    ) -> list[Final]:
        """The finals with their doubles and doubts, beside each other and those of the others that are on no voided claim.

        Asked of all finals of a day of service, nothing reaches further, but `at_a_pace`, which is found beforehand.
        """
        ground = finals[0].ground if finals else self.ground
        near = self.opened(
            self._standing(may_meet(finals, [Final(each, FinalFields(), ground) for each in others])), ground
        )
        sets = with_code_sets(self.session, ground, beside_each_other(finals, near))
        return with_doubles(self.session, self.service_mark, with_doubts(self.session, ground, sets, at_a_pace))

    def _standing(self, finals: Sequence[Final]) -> list[ToInsurer]:
        claimed = newest_claims(self.session, [each.route.logged.key for each in finals])
        gone = {key for key, last in claimed.items() if last.is_void}
        return [each.route for each in finals if each.route.logged.key not in gone]

    def opened(self, routes: Sequence[ToInsurer], ground: ClaimGround) -> list[Final]:
        """The finals of these routes, opened, and completed by their orders."""
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
        """`service_claimed_twice.service_mark` under these books' key."""
        return service_mark(self.vault.mark, final, code)
