"""Time zones, and the version of the rules that they follow.

They come from the tzdata package that wetread is locked to: the files of the system, or those that PYTHONTZPATH names,
would bill another hour on another machine (spec 2.4). Every zone is made here, so that no process asks for one before that.
"""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, reset_tzpath

reset_tzpath(to=())
ZoneInfo.clear_cache()


def tzdata_version() -> str:
    """Which time zones are in force in this process: the package's version and IANA's, like `2026.6 (IANA 2026f)`."""
    import tzdata

    return f"{tzdata.__version__} (IANA {tzdata.IANA_VERSION})"


def zone(name: str) -> ZoneInfo:
    """The IANA zone of a name that is known to be one; ZoneInfoNotFoundError otherwise."""
    return ZoneInfo(name)


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None."""
    try:
        return zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
