"""Why a final is not ready for a claim: what is wrong, what to do, the rule, its source and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import NamedTuple

from reads.claims.final import Final
from reads.claims.sitting import PayerAnswer, Sitting

APPLY = "then `wetread apply`"
AMEND = "correct the row at its source and import it again with `--amend`"


@dataclass(frozen=True, slots=True)
class Problem:
    """What one check has to say; `answer` where a payer's rule said it, which is then the source."""

    message: str
    remedy: str
    answer: PayerAnswer | None = None
    decidable: bool = False


class Check(NamedTuple):
    """One rule of spec 5.2: its code, what it asks in a sentence, where that comes from, and the function that looks."""

    code: str
    rule: str
    source: str
    confidence: str
    looks: Callable[[Final], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason to hold a final; a person may release it only where `decidable` says so."""

    code: str
    message: str
    remedy: str
    rule: str
    source: str
    confidence: str
    decidable: bool = False

    def as_json(self) -> dict[str, object]:
        """The shape of `reasons` in spec 6."""
        return {
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "rule": self.rule,
            "source": self.source,
            "confidence": self.confidence,
            "decidable": self.decidable,
        }


def of_sitting(look: Callable[[Sitting], Iterator[Problem]]) -> Callable[[Final], Iterable[Problem]]:
    """A check of what all finals of a sitting share, as one of each of them: it looks once."""

    def found(sitting: Sitting) -> tuple[Problem, ...]:
        return tuple(look(sitting))

    @wraps(look)
    def looks(final: Final) -> tuple[Problem, ...]:
        return final.sitting.once(found)

    return looks


def objection(check: Check, problem: Problem) -> Objection:
    """The reason that a check's problem is: its source is the payer's rule where one said it."""
    rule = problem.answer.rule if problem.answer else None
    return Objection(
        check.code,
        problem.message,
        problem.remedy,
        check.rule if rule is None else f"{check.rule}; rule {rule.id}",
        problem.answer.source if problem.answer else check.source,
        rule.confidence if rule else check.confidence,
        problem.decidable or (problem.answer is not None and problem.answer.uncertain),
    )
