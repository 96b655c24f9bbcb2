"""Insurance on its pages: files once, given out by name into the audit log, answers refused by name, corrections."""

import json
import re

import pytest
from sqlmodel import select

from invoicing.web.pages import claim_list
from invoicing.web.site import Site
from reads.claims.tables import ClaimLineRow, ClaimRow
from reads.log.tables import ReleaseRow
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, form_on, post, sent_file
from tests.reads.claims.practice import FINAL
from tests.reads.claims.remittances import file, payment


def test_the_months_files_are_written_and_given_out_with_an_event(browser: Browser, site: Site):
    done = post(browser, "/claims/export", page="/claims", month="2026-10")
    page = browser.client.get(done.headers["location"]).text
    assert ("0 claims for the first time" in page, 'value="2026-10-' in page) == (True, True)
    name = re.search(r'name="name" value="([^"]+)"', page)[1]
    form = form_on(page, "/claims/file")
    for times in (1, 2):  # the page stays where it is: the same button again gives the file again
        given = browser.client.post("/claims/file", data={**form, "name": name}, headers=OWN)
        assert given.content == (site.books / "claims" / name).read_bytes()
        assert given.headers["content-disposition"].startswith("attachment")
        log = by_command(site, "audit", "log", "--entity", f"claims-file:{name}", "--json")
        assert log.count('"claims.given"') == times
    for wrong in ("../wetread.toml", "demo.key", ""):
        assert "no_claim_file" in post(browser, "/claims/file", page="/claims", name=wrong).text


def test_a_claim_is_replaced_for_a_reason(browser: Browser):
    number = re.search(r"/claims/(C\d+)", browser.client.get("/claims/list?month=2026-10").text)[1]
    address = f"/claims/{number}/correct"
    form = {"deed": "void", "payer_number": "ICN1"}
    nothing = post(browser, address, page=f"/claims/{number}", because="", **form)
    assert (nothing.status_code, "no_reason" in nothing.text) == (422, True)
    done = post(browser, address, page=f"/claims/{number}", because="wrong payer", **form)
    page = browser.client.get(done.headers["location"]).text
    assert f"corrects {number}" in page
    assert "corrected by" in browser.client.get("/claims/list").text


@pytest.mark.parametrize(
    "asked", ["", "&month=2026-10", "&state=exported", "&month=2026-10&state=exported", "&state=denied"]
)
def test_the_pages_of_the_list_hold_every_claim_once(browser: Browser, site: Site, monkeypatch, asked: str):
    monkeypatch.setattr(claim_list, "ROWS", 3)
    words = [word for each in asked.split("&")[1:] for word in (f"--{each.split('=')[0]}", each.split("=")[1])]
    listed = [each["claim"] for each in json.loads(by_command(site, "claims", "list", "--json", *words))]
    found, after = [], ""
    while True:
        page = browser.client.get(f"/claims/list?after={after}{asked}").text
        rows = re.findall(r'<th scope="row"><a href="/claims/(C\d+)"', page)
        found += rows
        if (link := re.search(r"/claims/list\?after=(\d+)", page)) is None:
            break
        assert len(rows) == 3
        after = link[1]
    assert found == listed


def test_files_that_could_not_be_written_are_written_when_the_form_is_sent_again(browser: Browser, site: Site):
    form = {**form_on(browser.client.get("/claims").text, "/claims/export"), "month": "2026-10", "form": "837"}
    folder = site.books / "claims"
    kept = folder.rename(site.books / "elsewhere")
    folder.write_text("in the way of the folder")
    refused = browser.client.post("/claims/export", data=form, headers=OWN)
    assert (refused.status_code, "claims" in refused.text) == (503, True)
    folder.unlink()
    for _ in range(2):
        assert browser.client.post("/claims/export", data=form, headers=OWN).status_code == 303
    assert {path.name for path in folder.iterdir()} >= {path.name for path in kept.glob("2026-10*")}


def test_an_answer_that_is_none_is_refused(browser: Browser):
    answer = sent_file(browser, "/claims/answers", "x.835", b"hello")
    assert (answer.status_code, "answers_refused" in answer.text, "nothing was done" in answer.text) == (
        409,
        True,
        True,
    )


def test_a_payers_file_is_posted_once_to_its_claim_and_told(browser: Browser, site: Site):
    with site.store.read() as session:
        claim = session.exec(select(ClaimRow).where(ClaimRow.payer == "harbor-commercial")).first()
        line = session.exec(select(ClaimLineRow).where(ClaimLineRow.claim_id == claim.id)).one()
    charge = claim.charge // 100
    paid = (
        f"CLP*{claim.control_number}*1*{charge}*60**12*ICN200~"
        f"SVC*HC:{line.cpt}:26*{charge}*60**1~CAS*CO*45*{charge - 60}"
    )
    text = file(payment("T77", "20261120", paid, amount="60")).encode()
    done = sent_file(browser, "/claims/answers", "harbor.835", text)
    told = browser.client.get(done.headers["location"]).text
    assert (f"{claim.control_number}: 835 paid" in told, "payment T77" in told) == (True, True)
    assert ">T77<" in browser.client.get("/claims/answers").text
    page = browser.client.get(f"/claims/{claim.control_number}").text
    assert ("60.00" in page, "its number ICN200" in page) == (True, True)
    again = sent_file(browser, "/claims/answers", "harbor.835", text)
    assert (again.status_code, "posted_before" in again.text) == (409, True)
    assert browser.client.get("/claims/answers").text.count(">T77<") == 1


def releases(site: Site) -> list[str]:
    with site.store.read() as session:
        return [each.reason for each in session.exec(select(ReleaseRow))]


def test_held_finals_are_released_for_a_reason_or_not_at_all(browser: Browser, site: Site):
    payers = site.books / "directory" / "payers.csv"
    unsure = payers.read_text().replace("00621,IL,exam,facility,,,facility", "00621,IL,exam,facility,,,")
    page = "/books/payers"
    assert post(browser, f"{page}/save", page, **browser.hidden(page), text=unsure, because="x").status_code == 303
    blue = {"accession": "BLUE1", "payer": "bcbs-illinois", "member_id": "XOF882310044"}
    added = post(browser, "/by-hand", **{**FINAL, **blue})
    assert "recorded: 1" in browser.client.get(added.headers["location"]).text
    page = browser.client.get("/claims").text
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'action="/claims/release"' in each)
    reason = re.search(r'name="reason" value="([^"]+)"', form)[1]
    number = int(re.search(r'name="read:(\d+)"', form)[1])
    said, before = {"reason": reason, f"read:{number}": "on"}, releases(site)
    for wrong, code in (
        ({**said, "because": ""}, "no_reason"),
        ({"reason": reason, "because": "agreed"}, "nothing_ticked"),
        ({**said, "reason": "final_read_abroad", "because": "agreed"}, "final_read_abroad"),
    ):
        refused = browser.client.post(
            "/claims/release", data={"once": browser.key("/claims/release"), **wrong}, headers=OWN
        )
        assert (refused.status_code in {409, 422}, code in refused.text) == (True, True)
        assert releases(site) == before
    done = post(browser, "/claims/release", page="/claims", **said, because="agreed")
    assert (done.status_code, releases(site)) == (303, [*before, reason])
