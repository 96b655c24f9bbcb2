"""Heavy work in processes of its own, so that no page waits for another (spec 9.2)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from invoicing.audit.verify import Verified
from invoicing.audit.verify_books import verify_books
from invoicing.web.site import Site
from reads.core.clock import SystemClock
from reads.store.engine import Store

T = TypeVar("T")


def beside(work: Callable[..., T], *given: object) -> T:
    """What the function gives, run in a process of its own that ends with it; what it raises is raised."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(work, *given).result()


def verified(site: Site) -> Verified:
    """What `wetread audit verify` finds, in a process of its own."""
    return beside(_verified, site.store.url, site.books.absolute())


def _verified(url: str, books: Path) -> Verified:
    store = Store.open(url, clock=SystemClock())
    try:
        return verify_books(store, books)
    finally:
        store.close()
