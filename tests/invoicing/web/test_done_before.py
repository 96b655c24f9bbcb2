"""What two tabs do twice is done once: the second is told when and by whom, and the audit log has it once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from invoicing.web.site import Site
from reads.log.batches import batches
from reads.log.repository import waiting
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, form_on
from tests.invoicing.web.test_bank import brought

ROW = "harvest-regional,{},CTHEAD,CT,preliminary,r-okafor,2026-11-03T01:12:00-05:00,2026-11-03T01:31:00-05:00\n"
HEADER = "facility,accession,exam_code,modality,read_type,radiologist,received_at,signed_at\n"


def events(site: Site) -> int:
    with site.store.read() as session:
        return int(session.execute(text("SELECT count(*) FROM events")).scalar_one())


def twice(browser: Browser, site: Site, page: str, address: str, **fields: str) -> str:
    """The page on which the second of two tabs ends that send the same form: the first did it, the second nothing."""
    tabs = [form_on(browser.client.get(page).text, address) for _ in range(2)]
    assert tabs[0]["once"] != tabs[1]["once"]
    first = browser.client.post(address, data={**tabs[0], **fields}, headers=OWN)
    assert first.status_code == 303, first.text
    assert "nothing changed" not in browser.client.get(first.headers["location"]).text
    known = events(site)
    second = browser.client.post(address, data={**tabs[1], **fields}, headers=OWN)
    assert (second.status_code, events(site)) == (303, known), second.text
    return browser.client.get(second.headers["location"]).text


def imported(site: Site, folder: Path, accession: str) -> int:
    """The number of an import of one read."""
    path = folder / f"{accession}.csv"
    path.write_text(HEADER + ROW.format(accession))
    by_command(site, "reads", "import", str(path))
    with site.store.read() as session:
        return batches(session, 1)[0].id


def test_a_paper_is_marked_as_sent_once_by_each_way(browser: Browser, site: Site):
    with site.store.read() as session:
        number = (
            session.execute(text("SELECT number FROM papers WHERE number IS NOT NULL ORDER BY id")).scalars().first()
        )
    page, address = f"/papers/{number}", f"/papers/{number}/do"
    said = twice(browser, site, page, address, deed="sent", way="their portal")
    assert f"{number} was marked as sent by their portal before, " in said
    known = events(site)
    form = form_on(browser.client.get(page).text, address)
    for way in ("Their  PORTAL", "post"):
        browser.client.post(address, data={**form, "deed": "sent", "way": way}, headers=OWN)
        form = form_on(browser.client.get(page).text, address)
    assert events(site) == known + 1


def test_a_line_of_the_bank_is_left_once_for_one_reason(browser: Browser, site: Site):
    brought(browser, site)
    with site.store.read() as session:
        tabs = [form_on(browser.client.get("/bank").text, "/bank/leave") for _ in range(2)]
        known = session.execute(text("SELECT count(*) FROM bank_decisions")).scalar_one()
    ends = []
    for form in tabs:
        done = browser.client.post("/bank/leave", data={**form, "leave:2": "on", "because": "rent"}, headers=OWN)
        ends.append(browser.client.get(done.headers["location"]).text)
    assert "line 2 left: rent" in ends[0]
    assert "line 2 left: it was left before, " in ends[1]
    with site.store.read() as session:
        assert session.execute(text("SELECT count(*) FROM bank_decisions")).scalar_one() == known + 1


def test_an_import_is_undone_once(browser: Browser, site: Site, tmp_path: Path):
    number = imported(site, tmp_path, "Z1")
    said = twice(browser, site, f"/imports/{number}", f"/imports/{number}/undo", because="the wrong file")
    assert f"import {number} was undone before, " in said
    assert "the wrong file; nothing changed" in said


def test_a_row_of_quarantine_is_discarded_once(browser: Browser, site: Site):
    with site.store.read() as session:
        row = next(iter(waiting(session))).id
    fields = {"decision": "discard", f"row:{row}": "on", "because": "sent twice"}
    said = twice(browser, site, f"/quarantine/{row}", "/quarantine/decide", **fields)
    assert f"number {row} was decided so (discard) before, " in said
    assert "sent twice; nothing changed" in said


def test_a_read_is_made_void_once_and_the_second_tab_takes_nothing_back(browser: Browser, site: Site, tmp_path: Path):
    """A form does what its button said: the second tab's *It is void* took the void of the first one back."""
    imported(site, tmp_path, "Z2")
    with site.store.read() as session:
        number = session.execute(text("SELECT id FROM read_versions WHERE accession = 'Z2'")).scalar_one()
    page, address = f"/reads/{number}", f"/reads/{number}/void"
    said = twice(browser, site, page, address, because="read twice")
    assert "it was made void before, " in said
    assert "Void since" in said
    assert "its void was taken back before, " in twice(browser, site, page, address, because="it counts after all")
