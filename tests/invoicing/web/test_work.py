"""Work beside the pages: what ended it is said on its page, whatever it was; a person's stop takes hold after a step."""

import errno
import os
from collections.abc import Callable

import pytest

from invoicing.web.site import Site
from invoicing.web.work import Work
from tests.invoicing.web.conftest import NOON, Browser
from tests.invoicing.web.pages import page_of_ended

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/books/papers")


def raising(error: Exception) -> Callable[[Work], None]:
    def run(work: Work) -> None:
        work.step("one is done")
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (FULL, "system", "/books/papers: No space left on device"),
        (MemoryError(), "memory", "memory is full"),
        (KeyError("a patient's name"), "internal", "a fault of wetread itself (KeyError)"),
    ],
)
def test_whatever_ends_work_is_said_on_its_page(browser: Browser, site: Site, error: Exception, code: str, says: str):
    actor = site.sessions.of(browser.client.cookies[site.reach.cookie], NOON.now()).actor
    work = site.works.begin(Work("w" * 8, actor, "Filling the disk", "/", NOON.now()), raising(error))
    page = page_of_ended(browser, f"/work/{work.id}")
    assert ("It ended with a fault." in page, "Done." in page, "one is done" in page) == (True, False, True)
    assert (work.error.code, says in page, "patient" in page) == (code, True, False)
