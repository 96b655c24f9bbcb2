"""Time stamps by an authority, for the commands that ask for one and the one that checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reads.cli.desk import Desk
from reads.core.errors import WetreadError

if TYPE_CHECKING:
    from reads.store.timestamps import Authority, Stamp


class NoAuthority(WetreadError):
    """The books name nobody who stamps."""

    code = "no_stamp_authority"

    def __init__(self) -> None:
        super().__init__(
            "wetread.toml names no authority that stamps",
            '[timestamps] url = "https://…" and roots = "authority.pem" name one, and its root certificates',
        )


def authority_of(desk: Desk) -> Authority | None:
    """The authority that the books name, None for none."""
    from reads.directory.settings import stamp_authority
    from reads.store.timestamps import Authority

    named = stamp_authority(desk.books)
    return None if named is None else Authority(*named)


def stamped_now(desk: Desk) -> Stamp | None:
    """Where the audit log stands, stamped and noted outside the books; None where the books name no authority."""
    from dataclasses import replace

    from reads.core.times import stored
    from reads.store.anchors import append_anchor, standing

    authority = authority_of(desk)
    if authority is None:
        return None
    with desk.store.read() as session:
        anchor = standing(session, stored(desk.clock.now()))
    if anchor is None:
        return None
    stamp = authority.stamp(anchor.message)
    append_anchor(replace(anchor, stamp=stamp.token), desk.store.engine.url.render_as_string(hide_password=False))
    return stamp


def stamp_if_named(desk: Desk) -> None:
    """The same for commands that have something else to do: without an answer they go on, and say so."""
    from reads.store.timestamps import StampFailed

    try:
        stamped_now(desk)
    except StampFailed as error:
        desk.say(f"{error.message}\n    → {error.remedy}")
