"""Worker processes that print: how many papers one makes before a fresh one takes its place, what each loads first, when it ends."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor

from invoicing.documents.fonts import missing
from invoicing.documents.weasyprint_import import import_weasyprint

TASKS_PER_WORKER = 100
"""What lays papers out keeps growing: after so many a worker is replaced."""


def processes(count: int) -> ProcessPoolExecutor:
    """Warm worker processes, each replaced after TASKS_PER_WORKER papers."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin_work, max_tasks_per_child=TASKS_PER_WORKER)


def _begin_work() -> None:
    """What a worker does first: it will end with the process that it works for, also where that is killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm_up()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm_up() -> None:
    """Loads what every paper needs, so that the first is no slower than the others."""
    import_weasyprint()
    missing("")
