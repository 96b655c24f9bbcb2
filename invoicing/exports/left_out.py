"""A document that an export leaves out, so that one client's paper does not stop the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reads.core.findings import Finding


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that the product can't import, whose it is, and what to do with it."""

    number: str
    why: str
    client: str = ""

    @classmethod
    def of(cls, number: str, client: str, problems: Sequence[Finding]) -> LeftOut:
        """From what is wrong with it."""
        said = "; ".join(problem.message.removeprefix(f"{number}: ") for problem in problems)
        remedies = dict.fromkeys(problem.remedy for problem in problems)
        return cls(number, f"{said} → {'; '.join(remedies)}", client)
