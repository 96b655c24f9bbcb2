"""Starts the pages and stops them: one link with a token, a new one at Enter, an orderly end (spec 9.1)."""

from __future__ import annotations

import os
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
from invoicing.web.site import Reach, Site
from invoicing.web.upload import forget_old
from reads.core.clock import SystemClock
from reads.core.errors import WetreadError
from reads.store.engine import Store

PORTS_TRIED = 20
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


@dataclass(frozen=True, slots=True)
class Start:
    """How to serve: at a host and port (None: 8484 or the next free one), or at a socket."""

    reach: Reach
    host: str = "127.0.0.1"
    port: int | None = None
    socket_path: Path | None = None
    opens_browser: bool = True


def serve(books: Path, database: str, start: Start, say: Callable[[str], None]) -> None:
    """Serves until it is told to stop (Ctrl-C, SIGTERM); what runs then ends as a command's would.

    PortInUse, NeedsProxy, or what a command says of a database that can't be opened.
    """
    if start.reach.proxy is None and (start.host != "127.0.0.1" or start.socket_path):
        raise NeedsProxy
    store = Store.open(database, clock=SystemClock())
    store.migrate()
    bound = _bound(start)
    port = start.reach.port if start.socket_path else bound.getsockname()[1]
    site = Site(books, store, SystemClock(), replace(start.reach, port=port))
    forget_old(site)
    try:
        if start.reach.proxy is None:
            _tell_link(site, say, opens=start.opens_browser)
            if sys.stdin.isatty():
                threading.Thread(target=_links_at_enter, args=(site, say), daemon=True).start()
        _run(site, bound)
    finally:
        store.close()


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
        made = socket.socket(socket.AF_UNIX)
        before = os.umask(0o177)
        try:
            made.bind(str(start.socket_path))
        finally:
            os.umask(before)
        return made
    ports = [start.port] if start.port is not None else range(start.reach.port, start.reach.port + PORTS_TRIED)
    for port in ports:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((start.host, port))
        except OSError:
            made.close()
            continue
        return made
    raise PortInUse(start.port if start.port is not None else start.reach.port)


def new_link(site: Site) -> str:
    """A link that signs one browser in, once, within ten minutes."""
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
