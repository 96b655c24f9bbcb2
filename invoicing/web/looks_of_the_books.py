"""The looks that pages show: at a month, at what is held. Of a long log they are reckoned in a process of its own."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from pathlib import Path

from starlette.requests import Request

from invoicing.audit.books_checks import unloaded_warnings
from invoicing.closing.books_for_routing import Ground
from invoicing.closing.held_look import HeldLook, held_look
from invoicing.closing.preview import Ask
from invoicing.contracts.books import AllBooks
from invoicing.documents.month_look import MonthLook, month_look
from invoicing.web.books import books_at
from invoicing.web.kept_looks import KeptLook, ground_state, is_large, state_of
from invoicing.web.site import Site
from invoicing.web.worker_process import reckoned
from reads.core.clock import today
from reads.core.findings import Finding
from reads.core.month import Month
from reads.directory.load_directory import load_directory


def month_look_of(request: Request, month: Month, dated: date | None = None) -> KeptLook[MonthLook]:
    """The month as it would be issued, dated today where no day is given; BeingReckoned, NoGroup, NoContracts."""
    site: Site = request.app.state.site
    ask = Ask(month, dated)
    with site.store.read() as session:
        state, large = state_of(session), is_large(session)
        group = load_directory(session, ("group",)).group
    day = today(site.clock, group.timezone) if group else None
    return site.looks.of(
        ("month", ask, day),
        state,
        site.clock.now(),
        lambda: reckoned(month_look, site, ask) if large else month_look(site.store, ask),
    )


def ground_of(request: Request) -> KeptLook[Ground]:
    """What reads are routed on: the directory and the contracts as they were applied; BeingReckoned."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        state = ground_state(session)
    return site.looks.of("ground", state, site.clock.now(), lambda: _ground(site))


def _ground(site: Site) -> Ground:
    with site.store.read() as session:
        return Ground.load(session)


def files_look_of(request: Request) -> KeptLook[AllBooks]:
    """The books' files with every fault; BeingReckoned."""
    site: Site = request.app.state.site
    return site.looks.of("files", _files_state(site), site.clock.now(), lambda: books_at(site.books))


def unloaded_look_of(request: Request) -> KeptLook[tuple[Finding, ...]]:
    """What the books' files say otherwise than what is loaded; BeingReckoned."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        state = ground_state(session)
    return site.looks.of("unloaded", (state, _files_state(site)), site.clock.now(), lambda: _unloaded(site))


def _unloaded(site: Site) -> tuple[Finding, ...]:
    with site.store.read() as session:
        return unloaded_warnings(session, site.books)


def _files_state(site: Site) -> Hashable:
    paths = sorted(path for pattern in ("*.toml", "*/*") for path in site.books.glob(pattern) if _is_ours(path))
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths)


def _is_ours(path: Path) -> bool:
    """Whether it may be a file that a person wrote."""
    return path.is_file() and path.suffix in {".toml", ".csv", ".xlsx", ".png", ".svg", ".html", ".css", ".ttf", ".otf"}


def held_look_of(request: Request, month: Month | None) -> KeptLook[HeldLook]:
    """What is held of the month or of all; BeingReckoned."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        state, large = state_of(session), is_large(session)
    return site.looks.of(
        ("held", month),
        state,
        site.clock.now(),
        lambda: reckoned(held_look, site, month) if large else held_look(site.store, month),
    )
