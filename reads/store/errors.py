"""Why the database can't be used."""

from __future__ import annotations

from reads.core.errors import WetreadError


class DatabaseUnavailable(WetreadError):
    """The database can't be opened, read or written."""

    code = "database_unavailable"

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(
            f"the {kind} database can't be used: {why}",
            "`wetread doctor` says what is wrong with it; nothing of this command was kept",
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
