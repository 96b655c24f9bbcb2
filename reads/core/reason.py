"""Why a person decided something: a text that says something, wherever a decision is recorded (spec 6, `--because`)."""

from __future__ import annotations

import unicodedata
from typing import Self

from reads.core.errors import WrongUse


class NoReason(WrongUse):
    """A decision was given no reason."""

    code = "no_reason"

    def __init__(self) -> None:
        super().__init__("the reason (--because) is empty", "say why; it goes into the audit log")


class Because(str):
    """A reason without blanks around it; NoReason for a text in which nothing can be seen.

    Every service that records a decision makes one of what it is given, so that no face can leave it out.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """The reason that the text gives."""
        words = text.strip()
        if not any(unicodedata.category(letter)[0] not in "CZ" for letter in words):
            raise NoReason
        return super().__new__(cls, words)
