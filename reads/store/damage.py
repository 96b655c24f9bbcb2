"""What is not as it was written: what is wrong, where, in a sentence; every check collects all of it."""

from __future__ import annotations

from dataclasses import dataclass

from reads.store.raw import harmless


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was written: `what` a stable code, `where` the paper, event or file."""

    what: str
    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        """The shape of `damage` in spec 6."""
        return {"what": self.what, "where": harmless(self.where), "message": harmless(self.message)}
