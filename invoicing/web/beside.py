"""Heavy work in processes of its own, so that no page waits for another (spec 9.2)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from invoicing.audit.file_checks import Files
from invoicing.audit.verify import Verified, verify
from invoicing.web.site import Site
from reads.core.clock import SystemClock
from reads.store.anchors import anchor_damage
from reads.store.audit import Damage
from reads.store.engine import Store
from reads.store.errors import DatabaseDamaged

T = TypeVar("T")


def beside(work: Callable[..., T], *given: object) -> T:
    """What the function gives, run in a process of its own that ends with it; what it raises is raised."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(work, *given).result()


def url_of(site: Site) -> str:
    """The database's URL, for another process of this machine."""
    return site.store.engine.url.render_as_string(hide_password=False)


def verified(site: Site) -> Verified:
    """What `wetread audit verify` finds, in a process of its own."""
    return beside(_verified, url_of(site), site.books.absolute())


def _verified(url: str, books: Path) -> Verified:
    store = Store.open(url, clock=SystemClock())
    try:
        with store.read() as session:
            found = verify(session, Files(books), None)
            found.damage += anchor_damage(session, url)
            return found
    except DatabaseDamaged as error:
        return Verified(damage=[Damage(error.code, "database", error.message)])
    finally:
        store.close()
