"""Time stamps by an authority, for all who ask for one and all who check them, from the command line or the pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reads.core.errors import WetreadError, reason_of
from reads.core.times import stored
from reads.directory.settings import stamp_authority
from reads.store.anchors import append_anchor, standing
from reads.store.engine import Store
from reads.store.timestamps import Authority, Stamp


class NoAuthority(WetreadError):
    """The books name nobody who stamps."""

    code = "no_stamp_authority"

    def __init__(self) -> None:
        super().__init__(
            "wetread.toml names no authority that stamps",
            '[timestamps] url = "https://…" and roots = "authority.pem" name one, and its root certificates',
        )


def authority_of(books: Path) -> Authority | None:
    """The authority that the books name, None for none."""
    named = stamp_authority(books)
    return None if named is None else Authority(*named)


def stamped_now(store: Store, books: Path) -> Stamp | None:
    """Where the audit log stands, stamped and noted outside the books; None where the books name no authority.

    StampFailed or BadStampRoots where there is no stamp, OSError where it can't be noted.
    """
    authority = authority_of(books)
    if authority is None:
        return None
    with store.read() as session:
        anchor = standing(session, stored(store.clock.now()))
    if anchor is None:
        return None
    stamp = authority.stamp(anchor.message)
    append_anchor(replace(anchor, stamp=stamp.token), store.url)
    return stamp


def stamped_beside(store: Store, books: Path) -> WetreadError | None:
    """The same for who has something else to do, and goes on: why there is no stamp, None where there is one or nobody gives any."""
    try:
        stamped_now(store, books)
    except (WetreadError, OSError) as error:
        return reason_of(error)
    return None
