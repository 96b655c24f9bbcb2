"""The pages served for a real browser: a server in a thread, over books that a test wrote."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import uvicorn

from invoicing.web.app import made_app
from invoicing.web.serve import new_link
from invoicing.web.site import Site


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serves the site at a free port; the link that signs a browser in."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    site.reach = replace(site.reach, port=listening.getsockname()[1])
    config = uvicorn.Config(made_app(site), access_log=False, log_level="error", lifespan="off", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield new_link(site)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
