"""Segments of an 837P of our own, taken one after another as they must come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reads.core.errors import WetreadError


class NotOurs(WetreadError):
    """The text is not an 837P as this project writes it; says at which segment, never what stands in it."""

    code = "not_our_837"

    def __init__(self, expected: str, found: str, offset: int) -> None:
        place = f"a segment {found[:3]} at character {offset}" if found else "the end of the file"
        super().__init__(f"where {expected} must stand there is {place}", "write the file again")


class SegmentCursor:
    """The segments of a text of our own, each with its line break, one after another with a look at the next."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._pieces = self._split(chunks)
        self._piece: list[str] = []
        self._at = 0
        self.offset = self.taken = 0
        self.next = self._following()

    def take(self, text: str | None = None) -> str:
        """The next segment; NotOurs where it isn't this text."""
        segment = self.next
        if text is not None and segment != text:
            raise self.not_ours(text.partition("*")[0])
        self.offset += len(segment) + 2
        self.taken += 1
        self.next = self._following()
        return segment

    def ahead(self, count: int) -> list[str]:
        """The next segments, so many at most; fewer at the end of a piece of the text."""
        return self._piece[self._at - 1 : self._at - 1 + count]

    def not_ours(self, expected: str) -> NotOurs:
        """The error that what comes next is something else."""
        return NotOurs(expected, self.next, self.offset)

    def _following(self) -> str:
        while self._at >= len(self._piece):
            piece = next(self._pieces, None)
            if piece is None:
                self._piece, self._at = [], 1
                return ""
            self._piece, self._at = piece, 0
        self._at += 1
        return self._piece[self._at - 1]

    @staticmethod
    def _split(chunks: Iterable[str]) -> Iterator[list[str]]:
        rest = ""
        for chunk in chunks:
            *whole, rest = (rest + chunk).split("~\n")
            yield whole
        if rest:
            yield [rest + "~"]
