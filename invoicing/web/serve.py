"""Starts the pages and stops them: one link with a token, a new one at Enter, an orderly end (spec 9.1)."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from invoicing.web.app import made_app
from invoicing.web.kept_looks import Looks
from invoicing.web.site import Reach, Site
from invoicing.web.upload import forget_old
from reads.core.clock import SystemClock
from reads.core.errors import WetreadError
from reads.store.engine import Store
from reads.store.schema import HEAD

PORTS_TRIED = 20
PATIENCE = 600
"""Milliseconds that a page waits for what is being reckoned: the first page of a list is there within one."""
WAIT = 10
"""Seconds that a form waits for a command that writes (spec 9.3)."""

FORWARD = (
    '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}"><title>wetread</title>'
)


class PortInUse(WetreadError):
    """Another program listens at the port."""

    code = "port_in_use"

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is in use", "name another with --port, or none: the next free one is taken")


class NeedsProxy(WetreadError):
    """The pages would be open to more than this machine without anybody signing people in."""

    code = "needs_proxy"

    def __init__(self) -> None:
        remedy = "put a proxy that signs people in before them and say --behind-proxy"
        super().__init__("pages that others can reach need somebody who signs them in", remedy)


class NeedsSecret(WetreadError):
    """Over TCP any user of the machine could name anybody: nothing tells the proxy from them."""

    code = "needs_secret"

    def __init__(self) -> None:
        remedy = "set WETREAD_PROXY_SECRET, and let the proxy send it as X-Wetread-Proxy; or listen at --socket"
        super().__init__("a proxy over TCP is known by a secret, and there is none", remedy)


class NoSuchGroup(WetreadError):
    """The socket is meant for a group that this machine doesn't have, or that its owner isn't in."""

    code = "no_such_group"

    def __init__(self, group: str) -> None:
        remedy = "name a group of this machine that you are in, such as the proxy's"
        super().__init__(f"the socket can't be given to the group {group!r}", remedy)


@dataclass(frozen=True, slots=True)
class Start:
    """How to serve: at a host and port (None: 8484 or the next free one), or at a socket."""

    reach: Reach
    host: str = "127.0.0.1"
    port: int | None = None
    socket_path: Path | None = None
    opens_browser: bool = True
    socket_group: str = ""


def serve(books: Path, database: str, start: Start, say: Callable[[str], None]) -> None:
    """Serves until it is told to stop (Ctrl-C, SIGTERM); what runs then ends as a command's would.

    PortInUse, NeedsProxy, NeedsSecret, NoSuchGroup, or what a command says of a database that can't be opened.
    """
    if start.reach.proxy is None and (start.host != "127.0.0.1" or start.socket_path):
        raise NeedsProxy
    if start.reach.proxy is not None and not (start.socket_path or start.reach.proxy.secret):
        raise NeedsSecret
    store = _opened(database, books, read_only=start.reach.read_only)
    bound = _bound(start)
    port = start.reach.port if start.socket_path else bound.getsockname()[1]
    site = Site(books, store, SystemClock(), replace(start.reach, port=port), looks=Looks(PATIENCE))
    forget_old(site)
    if not start.reach.read_only:
        site.note_anchor()
    try:
        if start.reach.proxy is None:
            _tell_link(site, say, opens=start.opens_browser)
            if sys.stdin.isatty():
                threading.Thread(target=_links_at_enter, args=(site, say), daemon=True).start()
        _run(site, bound)
    finally:
        store.close()


class SchemaOfOther(WetreadError):
    """Nothing may be written, and the database is not at this version's schema yet."""

    code = "schema_of_other"

    def __init__(self) -> None:
        super().__init__(
            "the database was written by an older wetread, and is only to be looked at",
            "run `wetread status` once, which brings it to this version",
        )


def _opened(database: str, books: Path, *, read_only: bool) -> Store:
    """The database at this version's schema; read-only it refuses every change itself."""
    store = Store.open(database, clock=SystemClock(), books=books, read_only=read_only, wait=WAIT)
    if not read_only:
        store.migrate()
    elif store.revision() != HEAD:
        raise SchemaOfOther
    return store


def _run(site: Site, bound: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        made_app(site), access_log=False, log_level="warning", proxy_headers=False, server_header=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_, lambda *_: setattr(server, "should_exit", True))
    server.capture_signals = nullcontext  # type: ignore[method-assign, assignment]  # uvicorn's own would end with the signal, not with 0
    server.run(sockets=[bound])


def _bound(start: Start) -> socket.socket:
    """The socket that is listened at."""
    if start.socket_path:
        start.socket_path.unlink(missing_ok=True)
        return _bound_socket(start.socket_path, start.socket_group)
    ports = [start.port] if start.port is not None else range(start.reach.port, start.reach.port + PORTS_TRIED)
    for port in ports:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((start.host, port))
        except OSError as error:
            made.close()
            if error.errno != errno.EADDRINUSE:  # no other port would do: the address, or a right, is missing
                raise OSError(error.errno, error.strerror, f"{start.host}:{port}") from error
            continue
        return made
    raise PortInUse(start.port if start.port is not None else start.reach.port)


def _bound_socket(path: Path, group: str) -> socket.socket:
    """A socket of this user's alone, or also of that group's."""
    made = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        made.bind(str(path))
    finally:
        os.umask(before)
    if group:
        try:
            shutil.chown(path, group=group)
        except (LookupError, PermissionError) as error:
            made.close()
            path.unlink()
            raise NoSuchGroup(group) from error
        path.chmod(0o660)
    return made


def new_link(site: Site) -> str:
    """A link that signs one browser in, once; how long it is good: `sessions`."""
    token = site.sessions.new_token(site.clock.now())
    return f"http://127.0.0.1:{site.reach.port}{site.reach.base_path}/sign-in?token={token}"


def _tell_link(site: Site, say: Callable[[str], None], *, opens: bool) -> None:
    link = new_link(site)
    say(f"the books are open at\n\n    {link}\n\nEnter prints a new link, Ctrl-C stops.")
    if opens:
        webbrowser.open(_private_page(new_link(site)).as_uri())


def _private_page(link: str) -> Path:
    """A file of this user's alone that forwards to the link: a token among a browser's arguments is seen by everybody."""
    handle, name = tempfile.mkstemp(prefix="wetread-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(FORWARD.format(link=link))
    path = Path(name)
    timer = threading.Timer(60, lambda: path.unlink(missing_ok=True))
    timer.daemon = True
    timer.start()
    return path


def _links_at_enter(site: Site, say: Callable[[str], None]) -> None:
    for _ in sys.stdin:
        say(f"    {new_link(site)}")
