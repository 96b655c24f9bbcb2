"""The only place that asks who it is: the system's user, and beside it the name that $WETREAD_ACTOR gives (spec 7.1)."""

from __future__ import annotations

import getpass
import os


def system_user() -> str:
    """The user that this process runs as, by the system itself: no variable of the environment is believed."""
    try:
        import pwd
    except ImportError:  # Windows has no such list
        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user without a name
        return f"uid {os.getuid()}"


def system_actor() -> str:
    """Who acts, for the audit log: the system's user, with $WETREAD_ACTOR beside it where that names somebody else."""
    user, named = system_user(), os.environ.get("WETREAD_ACTOR", "")
    return f"{user} ({named})" if named and named != user else user
