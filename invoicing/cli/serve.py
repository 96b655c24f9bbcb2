"""`wetread serve`: the books in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reads.cli.desk import Desk, at_desk


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="The port; 8484 or the next free one if not given.")
@click.option("--no-browser", is_flag=True, help="Print the link, open no browser.")
@click.option("--read-only", is_flag=True, help="Show everything, change nothing.")
@click.option("--base-path", default="", metavar="PATH", help="A path before all addresses, such as /wetread.")
@click.option("--behind-proxy", is_flag=True, help="A proxy in front signs users in, and names them.")
@click.option("--host", default="127.0.0.1", help="The address to listen at; another one only with --behind-proxy.")
@click.option(
    "--socket", "socket_path", type=click.Path(path_type=Path), help="A socket instead; only with --behind-proxy."
)
@click.option("--socket-group", default="", metavar="GROUP", help="A group that may use the socket too: the proxy's.")
@click.option("--user-header", default="X-Remote-User", help="The header in which the proxy names the user.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="A public name of these pages.")
@click.option("--viewers", default="", metavar="NAMES", help="Users who only look, with commas between them.")
@at_desk
def serve(desk: Desk, port: int | None, socket_path: Path | None, **options: object) -> None:
    """Opens the books in a browser on this machine: the month, what is held, closing, papers, accounts.

    \b
    Example:
      wetread serve
      wetread serve --read-only --no-browser
    """
    from invoicing.web.serve import Start
    from invoicing.web.serve import serve as run
    from invoicing.web.site import Proxy, Reach
    from reads.directory.settings import database_url

    proxy = None
    if options["behind_proxy"]:
        viewers = frozenset(filter(None, (name.strip() for name in str(options["viewers"]).split(","))))
        secret = os.environ.get("WETREAD_PROXY_SECRET", "")
        proxy = Proxy(str(options["user_header"]).lower(), secret, socket_path is not None, viewers)
    hosts = frozenset(options["allow_host"] if isinstance(options["allow_host"], tuple) else ())
    base = str(options["base_path"]).rstrip("/")
    reach = Reach(base_path=base, read_only=bool(options["read_only"]), hosts=hosts, proxy=proxy)
    start = Start(
        reach, str(options["host"]), port, socket_path, not options["no_browser"], str(options["socket_group"])
    )
    run(desk.books, database_url(desk.books), start, desk.say)
