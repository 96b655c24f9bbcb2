"""Who takes the files of claims, and the envelope of a file to them: the payer's own receiver, else that of wetread.toml."""

from __future__ import annotations

from datetime import datetime

from reads.claims.claim import Envelope, Receiver, Submitter
from reads.claims.errors import MissingSettings
from reads.core.time_zones import zone
from reads.directory.directory import Directory
from reads.directory.model import Group


def receiver_of(directory: Directory, payer_id: str) -> Receiver:
    """Who takes the files of a payer's claims; MissingSettings where nobody is named."""
    payer = directory.payers.get(payer_id)
    own = payer.receiver_id if payer else ""
    group = _sender(directory.group, own_receiver=bool(own))
    if payer and own:
        return Receiver(payer.receiver or payer.name, own, payer.receiver_qualifier or "ZZ")
    return Receiver(group.receiver, group.receiver_id, group.receiver_qualifier)


def envelope_to(
    receiver: Receiver, directory: Directory, at: datetime, prefix: str, numbers: tuple[int, int]
) -> Envelope:
    """The envelope of a file that goes to a receiver, under the numbers of its interchange and group."""
    group = _sender(directory.group, own_receiver=True)
    return Envelope(
        submitter=Submitter(
            group.name, group.submitter_id, "Billing Office", group.phone, group.email, group.submitter_qualifier
        ),
        receiver=receiver,
        usage=group.usage,
        written_at=at.astimezone(zone(group.timezone)).replace(tzinfo=None, second=0, microsecond=0),
        interchange=numbers[0],
        group=numbers[1],
        prefix=prefix,
    )


def _sender(group: Group | None, *, own_receiver: bool) -> Group:
    """The group, if it has all that an envelope says; MissingSettings otherwise."""
    wanted = ("submitter_id",) if own_receiver else ("submitter_id", "receiver_id", "receiver")
    missing = ["[group]"] if group is None else [f"[claims] {name}" for name in wanted if not getattr(group, name)]
    if missing or group is None:
        raise MissingSettings(missing)
    return group
