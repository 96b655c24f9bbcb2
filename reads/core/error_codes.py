"""Every code that `wetread` can say, with what it means, how it looks and its sentences: made from source and tests (`make reference`)."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from importlib import resources

from reads.core.errors import WrongUse


class UnknownCode(WrongUse):
    """No code of that name."""

    code = "unknown_code"

    def __init__(self, text: str, near: list[str]) -> None:
        remedy = f"did you mean {' or '.join(near)}?" if near else "`wetread errors` lists them all"
        super().__init__(f"{text!r} is no code that wetread says", remedy)


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One code: `says` are its sentences, each with its remedy; what is filled in stands in ‹ ›.

    `transcript` is what is typed and what comes out, as the tests hold it: empty where they have none.
    `status` is the exit status of a command that stops with it, None where it is found in data and doesn't stop a command.
    """

    code: str
    meaning: str
    status: int | None
    rooms: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    transcript: str

    @property
    def line(self) -> str:
        """What it means, in one line."""
        return self.meaning or (self.says[0][0] if self.says else "")


def all_codes() -> dict[str, ErrorCode]:
    """All codes in the order of their names."""
    text = (resources.files("reads.core") / "error_codes.json").read_text(encoding="utf-8")
    return {
        code: ErrorCode(
            code,
            entry["meaning"],
            entry["status"],
            tuple(entry["rooms"]),
            tuple((said["message"], said["remedy"]) for said in entry["says"]),
            entry["transcript"],
        )
        for code, entry in json.loads(text).items()
    }


def error_code(text: str) -> ErrorCode:
    """The code of that name; UnknownCode, with what is close to it, where there is none."""
    codes = all_codes()
    name = text.strip().casefold().replace("-", "_")
    if name not in codes:
        raise UnknownCode(text, difflib.get_close_matches(name, codes, 3))
    return codes[name]
