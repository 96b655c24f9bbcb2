"""Reads from HL7 v2: every message of a file or connection becomes candidates, one for each report, or is rejected whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from reads.core.findings import Finding, Where
from reads.directory.directory import Directory
from reads.intake.candidate import Candidate, not_a_read_yet, rejection
from reads.intake.hl7.decoding import decoded
from reads.intake.hl7.message import Message, MessageGroup, NotAMessage
from reads.intake.hl7.pieces import Piece, Pieces
from reads.intake.hl7.reports import FindOrder, Origin, Reports
from reads.intake.order import Order
from reads.intake.profiles.hl7 import Hl7Profile, Hl7Profiles
from reads.intake.read_fields import Fields
from reads.intake.size_limits import LARGEST_MESSAGE

RESULTS = frozenset({"ORU", "OUL", "ORF", "MDM"})
ORDERS = frozenset({"ORM", "OMI", "OMG", "ORR"})

_TYPE_LENGTH = 3
_ORDERS_KEPT = 100_000


class Hl7Reads:
    """The candidates of a stream of messages, in their order; iterated once.

    `warnings` and `messages` are known at the end: what batch envelopes count otherwise, and how many messages there were.
    `facility` is the one that the last message came from, whatever it said, as reads have it; empty where it names none.
    """

    kind = "hl7"

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        fields: Fields,
        directory: Directory,
        profiles: Hl7Profiles | None = None,
        *,
        corrects: bool = False,
        orders: FindOrder | None = None,
    ) -> None:
        self._known_orders = orders
        self._orders: dict[tuple[str, str], Order] = {}
        self._file = file
        self._fields = fields
        self._pieces = Pieces(stream, file)
        self._reports = Reports(fields, directory, corrects=corrects, orders=self._order)
        self._profiles = profiles or Hl7Profiles()
        self.messages = 0
        self.facility = ""

    @property
    def patients(self) -> int:
        """How many reports of no final named a patient, which was dropped."""
        return self._reports.patients

    @property
    def warnings(self) -> list[Finding]:
        """What somebody should know of the stream as a whole."""
        return self._pieces.warnings

    def __iter__(self) -> Iterator[Candidate]:
        """A candidate for each report, order or other message; one for each piece that is no message; never none at all."""
        pieces = 0
        for piece in self._pieces:
            pieces += 1
            self.messages += piece.is_message
            yield from self._candidates(piece)
        if not pieces:
            where = Where(self._file)
            finding = Finding("no_message", "there is no HL7 message in it", "look whether it was cut short", where)
            yield rejection(0, (finding,), {"message": "empty"})

    def _candidates(self, piece: Piece) -> Iterator[Candidate]:
        if piece.too_long:
            reason = f"it is longer than {LARGEST_MESSAGE >> 20} MB"
        elif not piece.is_message:
            reason = "it doesn't begin with MSH"
        else:
            try:
                yield from self._understood(Message.of(decoded(bytes(piece.data))), piece)
            except NotAMessage as error:
                reason = str(error)
            else:
                return
        yield self._unreadable(piece, reason)

    def _unreadable(self, piece: Piece, reason: str) -> Candidate:
        where = Where(self._file, piece.line)
        message = f"what stands at byte {piece.offset:,} is no HL7 message: {reason}"
        finding = Finding("not_a_message", message, "look at it there; ask the sender to send it again", where)
        return rejection(piece.line, (finding,), {"message": piece.digest})

    def _understood(self, message: Message, piece: Piece) -> Iterator[Candidate]:
        profile = self._profiles.for_sender(message.header.at("MSH-4"))
        kind = message.type[:_TYPE_LENGTH]
        groups = list(message.groups()) if kind in RESULTS or kind in ORDERS else []
        reports = [group for group in groups if kind in ORDERS or group.segments("OBR")]
        self.facility = self._fields.facility(profile.facility_of(next(iter(reports), message.header)))
        read: dict[str, set[str]] = {}
        for group in reports:
            origin = self._origin(piece, group)
            if kind in ORDERS:
                found = self._reports.order(group, profile, origin)
                self._remember(found.order)
                yield found
            else:
                yield self._report(group, profile, origin, read)
        if not reports:
            yield self._without_reports(message, piece, kind)

    def _report(self, group: MessageGroup, profile: Hl7Profile, origin: Origin, read: dict[str, set[str]]) -> Candidate:
        """One report; two of one exam under one accession are two reads where they answer different orders.

        `read` has the order numbers of those that the message had so far, by key.
        """
        found = self._reports.candidate(group, profile, origin)
        number = group.first(("OBR-3", "OBR-2"))
        before = read.setdefault(found.key, set())
        if found.content and before and number not in before:
            found = self._reports.candidate(group, profile, origin, sequence=number[:32])
        before.add(number)
        return found

    def _remember(self, order: Order | None) -> None:
        """Orders of this very stream, which may not be in the log yet when their reports come."""
        if order and len(self._orders) < _ORDERS_KEPT:
            for word in (order.number, order.accession):
                self._orders[order.facility, word.casefold()] = order

    def _order(self, facility: str, number: str, accession: str) -> Order | None:
        for word in (number, accession):
            if word and (found := self._orders.get((facility, word.casefold()))):
                return found
        return self._known_orders(facility, number, accession) if self._known_orders else None

    def _without_reports(self, message: Message, piece: Piece, kind: str) -> Candidate:
        """A message of another type is passed over and counted; a result without a report in it is cut short."""
        if not kind:
            return self._unreadable(piece, "its header names no type (MSH-9)")
        if kind not in RESULTS and kind not in ORDERS:
            kept = {"message": piece.digest, "type": kind if kind.isalpha() and kind.isascii() else ""}
            return not_a_read_yet(piece.line, kept)
        return self._unreadable(piece, "it has no OBR: it may be cut short")

    def _origin(self, piece: Piece, group: MessageGroup) -> Origin:
        line = piece.lines[group.line] if group.line < len(piece.lines) else piece.line
        return Origin(self._file, line, piece.offset, piece.digest)
