"""What the pages do is anchored outside the books, and stamped by the authority, as what the commands do (spec 7.1)."""

import json
import shutil
from pathlib import Path

import pytest

from invoicing.web.site import Site
from reads.store.anchors import anchor_file
from tests.authority import authority
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import booked, by_command, ended, post


def noted(site: Site) -> list[dict]:
    path = anchor_file(site.store.url)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def length(site: Site) -> int:
    with site.store.read() as session:
        return int(session.connection().exec_driver_sql("SELECT length FROM event_heads").scalar_one())


@pytest.fixture
def stamping(site: Site, tmp_path: Path):
    """An authority on this machine, named by the books."""
    with authority(tmp_path / "tsa") as url:
        shutil.copy(tmp_path / "tsa" / "root.pem", site.books / "authority.pem")
        with (site.books / "wetread.toml").open("a") as file:
            file.write(f'\n[timestamps]\nurl = "{url}"\nroots = "authority.pem"\n')
        yield site


def pay(browser: Browser, reference: str = "ACH 1") -> None:
    assert booked(browser, "mercy-health", reference=reference).status_code == 303


def test_each_form_notes_where_the_audit_log_stands(browser: Browser, site: Site):
    assert noted(site) == []
    pay(browser)
    assert [each["events"] for each in noted(site)] == [length(site)]
    pay(browser, "ACH 2")
    assert [each["events"] for each in noted(site)] == [length(site) - 1, length(site)]


def test_an_older_database_put_in_place_of_what_the_pages_wrote_is_named(browser: Browser, site: Site):
    before = (site.books / "wetread.db").read_bytes()
    pay(browser)
    site.store.close()
    for each in site.books.glob("wetread.db*"):
        each.unlink()
    (site.books / "wetread.db").write_bytes(before)
    assert "an older database is in its place" in by_command(site, "audit", "verify")


def test_an_issue_and_a_backup_are_stamped_and_the_page_verifies_the_stamps(browser: Browser, stamping: Site):
    form = {
        **browser.hidden("/close/2026-11"),
        "confirmed": "2026-11",
        "early": "on",
        "contract:st-brendan-nights": "on",
    }
    page = ended(browser, browser.client.post("/close/2026-11/issue", data=form, headers=OWN))
    assert ("1 PDF written" in page, "no time stamp" in page) == (True, False)
    ended(browser, post(browser, "/health/backup", "/health"))
    assert [bool(each["stamp"]) for each in noted(stamping)].count(True) == 2
    assert "all is as it was written" in ended(browser, post(browser, "/audit/verify", "/audit"))
    (stamping.books / "authority.pem").write_text("nothing")
    assert "2 time stamps can&#39;t be checked" in ended(browser, post(browser, "/audit/verify", "/audit"))


def test_without_an_answer_the_work_is_done_and_says_so(browser: Browser, stamping: Site):
    toml = stamping.books / "wetread.toml"
    toml.write_text(toml.read_text().replace("http://", "ftp://"))
    page = ended(browser, post(browser, "/health/backup", "/health"))
    assert ("backup written" in page, "gave no time stamp" in page) == (True, True)


def test_where_no_anchor_can_be_written_the_deed_is_done_and_the_terminal_told(
    browser: Browser, site: Site, caplog: pytest.LogCaptureFixture
):
    folder = anchor_file(site.store.url).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    before = length(site)
    pay(browser)
    assert length(site) == before + 1
    assert "the anchor outside the books can't be written" in caplog.text
