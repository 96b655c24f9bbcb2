"""The state that a claim belongs to, and that in which its reader must be enrolled (spec 5.2). Pure.

reading     where the radiologist sat          Medicare; a Blue plan, where the carrier's data say so
programme   the Medicaid programme's own       Medicaid
plan        that of the Blue plan              Blue: reading, facility or group, by `filing_plan`
group       where the group is                 a Blue plan, where the carrier's data say so
facility    where the patient was scanned      all others

By which of these words a payer enrols readers is a rule: `rules/shipped_rules.toml`, check = not_enrolled.
"""

from __future__ import annotations

from dataclasses import dataclass

from reads.directory.model import Facility, Payer, PayerKind


def programme_state(payer: Payer, facility: Facility) -> str:
    """The state of a payer's programme: its own, else the facility's."""
    return payer.state or facility.state


@dataclass(frozen=True, slots=True)
class ClaimStates:
    """The states that a claim may belong to, each by its word; `plan` is itself one of the words. Empty where unknown."""

    reading: str
    facility: str
    programme: str
    group: str
    plan: str

    def of(self, word: str) -> str:
        """The state that a word means; the facility's for any other word."""
        match word:
            case "reading" | "programme" | "group":
                state: str = getattr(self, word)
                return state
            case "plan":
                return self.of(self.plan)
            case _:
                return self.facility

    def filed_in(self, kind: PayerKind) -> str:
        """The state that a claim to such a payer belongs to."""
        match kind:
            case PayerKind.MEDICARE:
                return self.reading
            case PayerKind.MEDICAID:
                return self.programme
            case PayerKind.BCBS:
                return self.of("plan")
            case _:
                return self.facility

    def of_enrolment(self, kind: PayerKind) -> set[str]:
        """Every state that such a payer might ask an enrolment of."""
        own = {PayerKind.MEDICAID: self.programme, PayerKind.BCBS: self.of("plan")}.get(kind, self.facility)
        return {self.reading, self.facility, own}
