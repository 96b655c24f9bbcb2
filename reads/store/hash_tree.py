"""A hash tree that grows at its end: one short root for any number of rows, and what is needed to go on from there. Pure.

leaf      SHA-256 of a row's canonical text, which begins with "["
node      SHA-256 of the byte 1 and sixteen digests; a table is a range of such mountains, the unfinished ones kept
root      SHA-256 over the chain of all seals, and every table's name, columns, count and mountains
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WIDTH = 16
"""How many digests a node joins: wide, so that the nodes cost a fifteenth of the leaves."""

MARK = 8
"""How many bytes of a leaf are kept beside the tree: enough to say which row differs, where the root says that one does."""

NOTHING = "0" * 64
"""The root before anything was sealed."""


def leaf(text: bytes) -> bytes:
    """The digest of a row."""
    return hashlib.sha256(text).digest()


@dataclass(slots=True)
class Range:
    """The mountains of one table: per level the digests that wait for their node, the rows' own first."""

    count: int = 0
    levels: list[list[bytes]] = field(default_factory=list)

    @classmethod
    def restored(cls, count: int, text: str) -> Range:
        """The range that `kept` wrote down."""
        levels = [[bytes.fromhex(each) for each in level.split()] for level in text.split("/")] if text else []
        return cls(count, levels)

    def kept(self) -> str:
        """All that is needed to go on: levels by slashes, digests in hexadecimal."""
        return "/".join(" ".join(each.hex() for each in level) for level in self.levels)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Adds rows at the end."""
        self.count += len(leaves)
        rising, height = list(leaves), 0
        while rising:
            if height == len(self.levels):
                self.levels.append([])
            waiting = self.levels[height] + rising
            whole = len(waiting) - len(waiting) % WIDTH
            rising = [_node(waiting[start : start + WIDTH]) for start in range(0, whole, WIDTH)]
            self.levels[height] = waiting[whole:]
            height += 1

    def root(self) -> bytes:
        """One digest for all rows of the table, in their order."""
        return hashlib.sha256(f"{self.count}:{self.kept()}".encode()).digest()


def _node(digests: Iterable[bytes]) -> bytes:
    return hashlib.sha256(b"\x01" + b"".join(digests)).digest()


def root_of(chain: str, tables: Mapping[str, tuple[str, bytes]]) -> str:
    """The root over all tables (columns and root by name) and the chain of seals up to here; in hexadecimal."""
    digest = hashlib.sha256(b"\x02" + chain.encode())
    for name in sorted(tables):
        columns, root = tables[name]
        digest.update(f"\x00{name}\x00{columns}\x00".encode() + root)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Seal:
    """Rows of one table that one transaction made leaves of: their ids and marks as bytes; `told` in words."""

    epoch: int
    seal: int
    name: str
    columns: str
    count: int
    ids: bytes
    marks: bytes
    told: str

    def chained(self, before: str) -> str:
        """The hash of this seal, chained to the one before it."""
        said = (before, self.epoch, self.seal, self.name, self.columns, self.count, self.ids.hex(), self.told)
        return hashlib.sha256("\x00".join(map(str, said)).encode() + b"\x00" + self.marks).hexdigest()
