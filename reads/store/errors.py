"""Why the database can't be used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reads.core.errors import WetreadError


class DatabaseUnavailable(WetreadError):
    """The database can't be opened, read or written."""

    code = "database_unavailable"

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(
            f"the {kind} database can't be used: {why}",
            "`wetread doctor` says what is wrong with it; what the command had finished before is kept, and nothing half done",
        )


class OpenedReadOnly(WetreadError):
    """The database was opened to be looked at."""

    code = "read_only"

    def __init__(self) -> None:
        super().__init__(
            "the books were opened to be looked at, and nothing is changed", "open them without --read-only"
        )


class DatabaseBusy(DatabaseUnavailable):
    """Another command has been writing for too long, or the server gave this transaction up for another's sake."""

    code = "busy"

    def __init__(self, kind: str, writer: str = "") -> None:
        who = f"{writer} is writing to it" if writer else "other commands are writing to it"
        WetreadError.__init__(
            self,
            f"the {kind} database is busy: {who}",
            "run it again when they are done: what the command had finished before is kept, and nothing is done twice",
        )


class DatabaseDamaged(WetreadError):
    """The database's file is no longer one that can be read."""

    code = "database_damaged"

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(
            f"the {kind} database is damaged: {why}",
            "keep it as it is, and `wetread restore` your newest backup into other books",
        )


class DatabaseNewer(WetreadError):
    """A newer wetread wrote this database."""

    code = "database_newer"

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"this database has the schema {revision}, which this version of wetread doesn't know",
            "install the version of wetread that wrote it, or a later one",
        )


class NotOurDatabase(WetreadError):
    """The file is a database of some other program."""

    code = "not_our_database"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} isn't a wetread database", "name another file in `database_url`")


class BackupExists(WetreadError):
    """A file of that name is there: a backup never overwrites anything."""

    code = "backup_exists"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already", "give the backup a name of its own, for example with the date in it"
        )


class BackupDamaged(WetreadError):
    """The file is not the backup that was written."""

    code = "backup_damaged"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} can't be restored: {why}", "take another backup; nothing was changed")


class IdentityNeeded(WetreadError):
    """The backup is encrypted, and the key at hand doesn't open it."""

    code = "identity_needed"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: {why}",
            "name the file with the secret key: --identity FILE (what age-keygen wrote, or an SSH key)",
        )


class BadRecipient(WetreadError):
    """The books name a public key that is none."""

    code = "bad_recipient"

    def __init__(self) -> None:
        super().__init__(
            "[backup] recipient in wetread.toml is no public key of age",
            "it begins with age1 (`age-keygen` shows it) or ssh-; nothing was written",
        )


class BooksInTheWay(WetreadError):
    """The database that a backup would be restored to is in use or holds something."""

    code = "books_in_the_way"

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"the backup wasn't restored: {why}", remedy)


class ToolMissing(WetreadError):
    """PostgreSQL's own programs are needed and not installed."""

    code = "tool_missing"

    def __init__(self, tool: str) -> None:
        super().__init__(
            f"{tool} is not installed, or not on the PATH",
            "install PostgreSQL's client programs, of the server's version or later (Debian: postgresql-client)",
        )


class ToolFailed(WetreadError):
    """One of PostgreSQL's programs refused."""

    code = "tool_failed"

    def __init__(self, tool: str, why: str) -> None:
        super().__init__(f"{tool} failed: {why}", "mend that and run it again; nothing was changed")


class WouldForget(WetreadError):
    """The backup lacks what the books hold."""

    code = "would_forget"

    def __init__(self, lost: Sequence[str]) -> None:
        shown = ", ".join(lost[:10]) + (f" and {len(lost) - 10} more" if len(lost) > 10 else "")
        super().__init__(
            f"the backup lacks {shown}; nothing was restored",
            "say --forget if they are to vanish: their numbers are never given again",
        )
