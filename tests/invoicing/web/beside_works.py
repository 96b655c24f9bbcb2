"""What the tests of long work run beside the pages: of its own, so that its process starts soon."""

import errno
import os
import time
from collections.abc import Callable

PARTS = ("the first", "the second")
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/books/papers")


def long(tell: Callable[[str], object]) -> None:
    """The first part, and then none for ten minutes."""
    tell(PARTS[0])
    time.sleep(600)


def dies(_tell: Callable[[str], object]) -> None:
    """Ends as a process that the system killed."""
    os._exit(9)


def refuses(_tell: Callable[[str], object]) -> None:
    """Raises."""
    raise FULL
