"""`/health`: what is wrong on this machine and what mends it; backups, the last one's age, and one made now (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.form import FormWork, begun, key_for
from invoicing.web.long_work import Work
from invoicing.web.page import shown
from invoicing.web.site import Site
from invoicing.web.stamping import stamp_in
from invoicing.web.worker_process import backed_up
from reads.claims.doctor_checks import checkup
from reads.claims.doctor_machine import State
from reads.core.english import counted
from reads.directory.settings import backup_recipient

BACKUP = "/health/backup"
FOLDER = "backups"


def page(request: Request) -> Response:
    """Every check with its remedy, the version, and the backups that these pages made."""
    site: Site = request.app.state.site
    return shown(
        request,
        "health.html",
        checks=checkup(site),
        states=State,
        version=version("wetread"),
        backups=[(path.name, path.stat().st_size) for path in reversed(_backups(site.books))],
        encrypted=bool(backup_recipient(site.books)),
        once=key_for(request, BACKUP),
    )


def _backups(books: Path) -> list[Path]:
    return sorted((books / FOLDER).glob("*.backup"))


async def backup(request: Request) -> Response:
    """Copies the database as it is now into the books' folder of backups; others go on working."""

    def run(site: Site, work: Work, _form: Mapping[str, str]) -> None:
        folder = site.books / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"wetread-{site.clock.now():%Y-%m-%d-%H%M%S}.backup"
        done, found = backed_up(site, work, path.absolute(), backup_recipient(site.books))
        how = "encrypted" if done.encrypted else "not encrypted"
        work.lines.append(f"{done.path.name} written, {how}, into the folder {FOLDER}; audit head {done.manifest.head}")
        work.lines.append("copy it to another machine: a backup beside the books burns with them")
        stamp_in(site, work)
        if found:
            work.lines.append(f"! the books have {counted(len(found), 'fault')}, and so has the backup: verify them")

    return await begun(request, FormWork(BACKUP, "Making a backup", "/health"), run, page)
