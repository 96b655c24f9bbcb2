"""Why a final is not ready for a claim: what is wrong, what to do, the rule, its source and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple

from reads.claims.final import Final
from reads.claims.kind_of_final import KindOfFinal
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
    looks: Callable[[Any], Iterable[Problem]]

    @property
    def is_shared(self) -> bool:
        """Whether it is of a sitting or a kind: what it finds, it finds of all their finals."""
        return self.looks in _SHARED


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


Looks = Callable[[Final | KindOfFinal], Iterable[Problem]]

_SHARED: set[object] = set()


def of_sitting(look: Callable[[Sitting], Iterator[Problem]]) -> Looks:
    """A check of what all finals of a sitting share, as one of each of them: it looks once."""

    def found(sitting: Sitting) -> tuple[Problem, ...]:
        return tuple(look(sitting))

    @wraps(look)
    def looks(final: Final | KindOfFinal) -> tuple[Problem, ...]:
        return final.sitting.once(found)

    _SHARED.add(looks)
    return looks


def of_kind(look: Callable[[KindOfFinal], Iterator[Problem]]) -> Looks:
    """A check of what all finals of a kind share, whoever their patients are, as one of each of them: it looks once."""

    def found(kind: KindOfFinal) -> tuple[Problem, ...]:
        return tuple(look(kind))

    @wraps(look)
    def looks(final: Final | KindOfFinal) -> tuple[Problem, ...]:
        return final.kind.once(found)

    _SHARED.add(looks)
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
