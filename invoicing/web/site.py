"""What the server shows and to whom: the books with their database, and how it is reached (spec 9.1, 9.5)."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from invoicing.web.form_queue import FormTurns
from invoicing.web.kept_looks import Looks
from invoicing.web.long_work import Work, Works
from invoicing.web.sessions import Sessions
from invoicing.web.told_of_imports import ToldOfImports
from reads.core.actor_and_moment import By
from reads.core.clock import Clock
from reads.core.errors import WetreadError
from reads.core.times import stored
from reads.store.anchors import note_anchor
from reads.store.engine import Store
from reads.store.private_files import write_private

FOLDER = ".web"
"""Where uploads and the server's secret lie, in the books; readable by their owner alone."""

DEFAULT_PORT = 8484
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that signs users in: the header that names them, and the secret without which it doesn't count.

    Over a socket that only the proxy can open, no secret is needed.
    """

    header: str = "x-remote-user"
    secret: str = ""
    socket: bool = False
    viewers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """How the pages are reached: port and path, further names of the host, whether anything may be written."""

    port: int = DEFAULT_PORT
    base_path: str = ""
    read_only: bool = False
    hosts: frozenset[str] = frozenset()
    proxy: Proxy | None = None

    @property
    def host_names(self) -> frozenset[str]:
        """What a request may say in `Host`: anything else is another site that points at us (DNS rebinding)."""
        own = {f"{name}:{self.port}" for name in LOOPBACK}
        return frozenset(own | {name.casefold() for name in self.hosts})

    @property
    def origins(self) -> frozenset[str]:
        """What a browser that sends no Sec-Fetch-Site may say in `Origin`."""
        return frozenset(f"{scheme}://{name}" for name in self.host_names for scheme in ("http", "https"))

    @property
    def cookie(self) -> str:
        """The session cookie's name; one a port, since cookies don't tell ports apart."""
        return f"wetread_{self.port}"


@dataclass
class Site:
    """The books behind the pages; `store` is read by every page, written by deeds."""

    books: Path
    store: Store
    clock: Clock
    reach: Reach = field(default_factory=Reach)
    sessions: Sessions = field(default_factory=Sessions)
    works: Works = field(default_factory=Works)
    turns: FormTurns = field(default_factory=FormTurns)
    looks: Looks = field(default_factory=Looks)
    told: ToldOfImports = field(default_factory=ToldOfImports)
    anchors: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever notes where the audit log stands, so that the notes are in its order."""

    @property
    def secret(self) -> bytes:
        """What forms are signed with: the same after a restart, so that a form outlives its session."""
        path = self.folder / "secret"
        if not path.exists():
            write_private(path, secrets.token_bytes(32))
        return path.read_bytes()

    @property
    def folder(self) -> Path:
        """The server's own folder in the books."""
        folder = self.books / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    @property
    def uploads(self) -> Path:
        """Where files that were sent wait for their work."""
        folder = self.folder / "sent"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def begin(self, work: Work, run: Callable[[Work], None]) -> Work:
        """Starts the work beside the pages; when it has ended, however, where the audit log stands then is noted."""

        def noted(work: Work) -> None:
            try:
                run(work)
            finally:
                self.note_anchor()

        return self.works.begin(work, noted)

    def note_anchor(self) -> None:
        """Notes outside the books where the audit log stands, as every command does; where it can't, the terminal is told."""
        try:
            with self.anchors, self.store.read() as session:
                note_anchor(session, self.store.url, stored(self.clock.now()))
        except (SQLAlchemyError, WetreadError):
            pass  # a database past reading: what was asked of it has said so
        except OSError as error:
            said = "the anchor outside the books can't be written: %s; `wetread doctor`"
            logging.getLogger(__name__).warning(said, error.strerror)

    def by(self, actor: str) -> By:
        """Who does something now, from a page: the audit log says so beside the name (spec 9.3)."""
        return By(f"{actor} via web", self.clock.now())
