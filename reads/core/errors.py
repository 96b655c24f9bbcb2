"""What stops a command: one class a reason, its sentence built inside it.

    WetreadError             exit 3: refused or failed, nothing changed
    ├── WrongUse             exit 2: the command was called in a way it can't serve
    ├── FaultyInput          exit 1: the user's files have faults, all of them listed
    └── ... one subclass a reason, in the room that knows it

One click group turns them into a message and an exit status (spec 6); no sentence holds a patient's data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reads.core.findings import Finding


class WetreadError(Exception):
    """A command can't be carried out; nothing was changed.

    `code` is stable and read by scripts, `message` says what is wrong, `remedy` what to do about it.
    """

    code: ClassVar[str] = "failed"
    exit_status: ClassVar[int] = 3

    def __init__(self, message: str, remedy: str = "", problems: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Comes back whole from another process, although each reason is made from words of its own."""
        return _brought_back, (type(self), self.args), self.__dict__


def _brought_back(reason: type[WetreadError], words: tuple[object, ...]) -> WetreadError:
    error = reason.__new__(reason)
    error.args = words
    return error


class WrongUse(WetreadError):
    """The command line asks for something that makes no sense."""

    code = "wrong_use"
    exit_status = 2


class FaultyInput(WetreadError):
    """Files that a person wrote have faults; nothing of them was loaded."""

    code = "faulty_input"
    exit_status = 1

    def __init__(self, what: str, problems: Sequence[Finding]) -> None:
        count = len(problems)
        super().__init__(
            f"{what}: {count} {'error' if count == 1 else 'errors'}, nothing was loaded",
            "correct what is listed and run the command again",
            problems,
        )


class SystemFault(WetreadError):
    """The machine's own system refused: a full disk, a file without permission."""

    code = "system"

    def __init__(self, error: OSError) -> None:
        folder, _, name = str(error.filename or "").rpartition("/")
        is_half_written = name.startswith(".") and name.endswith(".part")  # nobody has asked for a file of that name
        where = folder if is_half_written else error.filename
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{error.strerror or 'a system call failed'}", "mend that and run it again")


class MemoryFull(WetreadError):
    """The machine has no memory left for it."""

    code = "memory"

    def __init__(self) -> None:
        super().__init__("this machine's memory is full", "close other programs and run it again")


class InternalFault(WetreadError):
    """Nobody foresaw it; never a value of the user's data that a library put into its message."""

    code = "internal"

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"a fault of wetread itself ({type(error).__name__})", "report what `--debug` prints")


def reason_of(error: BaseException) -> WetreadError:
    """Any exception as what stops a command; one that is a reason already stays itself."""
    match error:
        case WetreadError():
            return error
        case OSError():
            return SystemFault(error)
        case MemoryError():
            return MemoryFull()
        case _:
            return InternalFault(error)
