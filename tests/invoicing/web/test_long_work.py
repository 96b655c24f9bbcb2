"""Work beside the pages: what ended it is said on its page, whatever it was; a person's stop takes hold after a step."""

import time
from collections.abc import Callable

import pytest

from invoicing.web.long_work import Work, Works
from invoicing.web.site import Site
from invoicing.web.worker_process import Tell, watched
from tests.demonstration import NOON
from tests.invoicing.web.beside_works import FULL, PARTS, dies, long, refuses
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import page_of_ended


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


def finished(work: Work) -> Work:
    for _ in range(1200):
        if work.ended:
            return work
        time.sleep(0.05)
    raise AssertionError(work)


def test_a_stop_ends_a_process_beside_the_pages_and_what_is_left_is_named(browser: Browser, site: Site):
    def run(work: Work) -> None:
        watched(work, PARTS, long)

    actor = site.sessions.of(browser.client.cookies[site.reach.cookie], NOON.now()).actor
    work = site.works.begin(Work("s" * 8, actor, "Verifying", "/", NOON.now()), run)
    while not work.lines:
        time.sleep(0.05)
    key = browser.key(f"/work/{work.id}/stop")
    browser.client.post(f"/work/{work.id}/stop", data={"once": key}, headers=OWN)
    finished(work)
    page = browser.client.get(f"/work/{work.id}").text
    assert ("It was stopped." in page, "done: the first" in page) == (True, True)
    assert "Left, not done: the second." in page


@pytest.mark.parametrize(("run", "code"), [(dies, "work_died"), (refuses, "system")])
def test_how_a_process_ended_is_told(run: Callable[[Tell], None], code: str):
    made = Work("t" * 8, "ana", "x", "/", NOON.now())
    assert finished(Works().begin(made, lambda work: watched(work, PARTS, run))).error.code == code
