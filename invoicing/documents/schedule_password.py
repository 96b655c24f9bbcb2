"""The password of schedules that are files of their own: where it is looked for; without one none is written or sent (spec 4.3)."""

from __future__ import annotations

import os

from reads.core.errors import WetreadError

VARIABLE = "WETREAD_SCHEDULE_PASSWORD"
"""The environment variable that holds it; never an argument, which others on the machine can see."""


class NoSchedulePassword(WetreadError):
    """The schedule leaves the house only under a password."""

    code = "no_schedule_password"

    def __init__(self) -> None:
        super().__init__(
            "the schedule names studies and is sent only under a password, which there isn't",
            f"set ${VARIABLE}, and tell the client the password by telephone; without --with-schedule the invoice goes alone",
        )


def schedule_password() -> str:
    """The password of all schedules that are printed or sent now; empty where there is none."""
    return os.environ.get(VARIABLE, "")


def password_to_send(*, with_schedule: bool) -> str | None:
    """The same for a mail that carries the schedule; None for one that goes without."""
    return schedule_password() if with_schedule else None
