"""PostgreSQL's own programs, called with the database's URL: its password travels in the environment, not in an argument."""

from __future__ import annotations

import os
import shutil
import subprocess

from sqlalchemy.engine import URL

from reads.store.errors import ToolFailed, ToolMissing


def run_tool(tool: str, url: URL, *options: str) -> None:
    """Runs pg_dump or pg_restore on the database; ToolMissing or ToolFailed with the first thing that it complained of."""
    program = shutil.which(tool)
    if program is None:
        raise ToolMissing(tool)
    from psycopg.conninfo import make_conninfo

    _, values = url.get_dialect()().create_connect_args(url)
    password = values.pop("password", None)
    known = {name: value for name, value in values.items() if name != "context"}
    environment = dict(os.environ) if password is None else {**os.environ, "PGPASSWORD": str(password)}
    done = subprocess.run(  # noqa: S603  the program found on the PATH, no shell
        [program, "--no-password", f"--dbname={make_conninfo(**known)}", *options],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").splitlines()
        raise ToolFailed(tool, next((line for line in said if "error" in line.lower()), f"status {done.returncode}"))
