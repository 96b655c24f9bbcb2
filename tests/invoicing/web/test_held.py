"""What is held is mended where it is shown: a word is taught, a row decided on or put right (spec 9.4, /held)."""

import re

from invoicing.closing.held_reads import held_reads
from invoicing.web.site import Site
from reads.log.repository import waiting
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.test_import import run, send

NEW = """facility,accession,exam_code,read_type,radiologist,signed_at,modality
mercy-general,N-1,CTORBITS,preliminary,r-chen,2026-11-03T02:12:00-06:00,CT
mercy-general,,CTHEAD,preliminary,r-chen,2026-11-03T04:12:00-06:00,CT
mercy-general,,CTFACE,preliminary,r-chen,2026-11-03T05:12:00-06:00,CT
"""
WORD = "word:exam:CTORBITS:mercy-general"
MEANING = "meaning:exam:CTORBITS:mercy-general"


def bring(browser: Browser) -> None:
    run(browser, send(browser, ("new.csv", NEW)).headers["location"])


def held(site: Site) -> int:
    with site.store.read() as session:
        return sum(1 for each in held_reads(session) if each.logged.read.exam_code == "CTORBITS")


def look(browser: Browser, **said: str):
    return browser.client.post("/look/held", data=said, headers=OWN)


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text))


def test_an_exam_is_given_its_code_where_it_is_shown(browser: Browser, site: Site):
    bring(browser)
    assert "CTORBITS" in browser.client.get("/held").text
    before = (site.books / "directory" / "exams.csv").read_bytes()
    looked = look(browser, **{WORD: "other", MEANING: "70480"})
    assert (looked.status_code, "mercy-general,CTORBITS,70480,CT" in looked.text) == (200, True)
    assert ((site.books / "directory" / "exams.csv").read_bytes(), held(site)) == (before, 1)
    done = browser.client.post("/held/fix", data=hidden(looked.text), headers=OWN)
    assert (done.status_code, held(site)) == (303, 0)
    assert (site.books / "directory" / "exams.csv").read_bytes().startswith(before)
    again = browser.client.post("/held/fix", data=hidden(looked.text), headers=OWN)
    assert (again.status_code, again.headers["location"]) == (303, "/held")


def test_what_means_nothing_is_told_with_the_form_as_it_was_typed(browser: Browser):
    bring(browser)
    answer = look(browser, **{WORD: "other", MEANING: "7048"})
    assert (answer.status_code, "means_nothing" in answer.text, 'value="7048"' in answer.text) == (409, True, True)
    assert look(browser).status_code == 422


def test_a_file_that_was_edited_since_the_look_is_left_alone(browser: Browser, site: Site):
    bring(browser)
    looked = look(browser, **{WORD: "other", MEANING: "70480"})
    exams = site.books / "directory" / "exams.csv"
    edited = exams.read_bytes() + b"*,EDITED,70450,CT,1,\n"
    exams.write_bytes(edited)
    answer = browser.client.post("/held/fix", data=hidden(looked.text), headers=OWN)
    assert (answer.status_code, "file_changed" in answer.text) == (409, True)
    assert (exams.read_bytes(), held(site)) == (edited, 1)


def rejected(site: Site) -> list[int]:
    with site.store.read() as session:
        return [row.id for row in waiting(session) if row.kind == "rejected" and row.path.endswith("new.csv")]


def test_a_rejected_row_is_put_right_and_recorded(browser: Browser, site: Site):
    bring(browser)
    first, second = rejected(site)
    address = f"/quarantine/{first}"
    form = {**browser.hidden(address), "because": "asked Mercy"}
    form = {
        "once": re.search(
            rf'{address}/correct">\s*<input type="hidden" name="once" value="([^"]+)"', browser.client.get(address).text
        )[1]
    }
    left = browser.client.post(
        f"{address}/correct", data={**form, "because": "asked", "field:priority": "stat"}, headers=OWN
    )
    assert (left.status_code, "accession" in left.text) == (422, True)
    done = browser.client.post(
        f"{address}/correct", data={**form, "because": "asked Mercy", "field:accession": "N-7"}, headers=OWN
    )
    assert (done.status_code, rejected(site)) == (303, [second])


def test_many_rows_are_looked_at_and_then_discarded_at_once(browser: Browser, site: Site):
    bring(browser)
    rows = rejected(site)
    ticked = {f"row:{number}": "on" for number in rows}
    looked = browser.client.post("/look/quarantine", data={**ticked, "decision": "discard"}, headers=OWN)
    assert "2 rows" in looked.text
    assert rejected(site) == rows
    form = {**hidden(looked.text), "because": "rows of a total"}
    done = browser.client.post("/quarantine/decide", data=form, headers=OWN)
    assert (done.status_code, rejected(site)) == (303, [])
    nothing = browser.client.post("/look/quarantine", data={"decision": "discard"}, headers=OWN)
    assert (nothing.status_code, "nothing_ticked" in nothing.text) == (422, True)


def test_a_word_that_another_tab_gave_a_meaning_is_told_as_such(browser: Browser, site: Site):
    """It was said that no meaning is chosen; the one that was given first stands."""
    bring(browser)
    first, second = (hidden(look(browser, **{WORD: "other", MEANING: code}).text) for code in ("70480", "70481"))
    assert browser.client.post("/held/fix", data=first, headers=OWN).status_code == 303
    late = browser.client.post("/held/fix", data=second, headers=OWN)
    assert (late.status_code, "CTORBITS&#39; waits for no meaning any more" in late.text) == (422, True)
    assert "mercy-general,CTORBITS,70480,CT" in (site.books / "directory" / "exams.csv").read_text()
    assert "No meaning is chosen" in look(browser).text
