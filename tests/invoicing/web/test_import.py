"""Files are dropped, looked at, given columns, brought in and taken back (spec 9.4), and sent as spec 9.5 says."""

import re
from pathlib import Path

import pytest
from sqlmodel import func, select

from invoicing.web.site import Site
from reads.log.tables import ReadVersionRow
from tests.invoicing.web.conftest import OWN, Browser

KNOWN = """facility,accession,exam_code,read_type,radiologist,signed_at
mercy-general,W-1,CTHEAD,preliminary,r-chen,2026-11-03T02:12:00-06:00
mercy-general,W-2,CTHEAD,preliminary,r-chen,2026-11-03T03:12:00-06:00
mercy-general,,CTHEAD,preliminary,r-chen,2026-11-03T04:12:00-06:00
"""
STRANGE = """Site;Acc No;Procedure;Reader;Prelim Signed
mercy-general;W-11;CTHEAD;r-chen;11/13/2026 02:12
mercy-general;W-12;CTHEAD;r-chen;11/14/2026 03:12
"""


def send(browser: Browser, *files: tuple[str, str | bytes]):
    once = browser.hidden("/import")["once"]
    return browser.client.post(
        "/import", data={"once": once}, files=[("files", (name, text)) for name, text in files], headers=OWN
    )


def run(browser: Browser, address: str, **more: str):
    form = {**browser.hidden(address), "file:0": "on", **more}
    return browser.client.post(f"{address}/run", data=form, headers=OWN)


def versions(site: Site) -> int:
    with site.store.read() as session:
        return session.exec(select(func.count()).select_from(ReadVersionRow)).one()


def left(site: Site) -> list[Path]:
    return list(site.uploads.iterdir())


def test_a_file_comes_in_with_its_seven_counts_and_nothing_of_it_stays(browser: Browser, site: Site):
    before = versions(site)
    sent = send(browser, ("mercy.csv", KNOWN))
    assert sent.status_code == 303
    assert "A table" in browser.client.get(sent.headers["location"]).text
    assert versions(site) == before
    done = run(browser, sent.headers["location"])
    report = browser.client.get(done.headers["location"]).text
    assert (done.status_code, "Brought in" in report, "mercy.csv" in report) == (303, True, True)
    assert (versions(site) - before, left(site)) == (2, [])


def test_run_twice_it_comes_in_once(browser: Browser, site: Site):
    address = send(browser, ("mercy.csv", KNOWN)).headers["location"]
    form = {**browser.hidden(address), "file:0": "on"}
    first, before = browser.client.post(f"{address}/run", data=form, headers=OWN), versions(site)
    again = browser.client.post(f"{address}/run", data=form, headers=OWN)
    assert (again.headers["location"], versions(site)) == (first.headers["location"], before)


def test_a_file_that_came_before_is_named(browser: Browser):
    run(browser, send(browser, ("mercy.csv", KNOWN)).headers["location"])
    page = browser.client.get(send(browser, ("again.csv", KNOWN)).headers["location"]).text
    assert "came before, as import" in page


def test_a_strange_table_gets_its_columns_and_comes_in_by_them(browser: Browser, site: Site):
    address = send(browser, ("ris.csv", STRANGE)).headers["location"]
    assert "Choose the columns" in browser.client.get(address).text
    columns = browser.client.get(f"{address}/columns/0").text
    assert "W-11" in columns
    assert "2026-11-13T02:12:00-06:00" in columns
    assert "11/13/2026 02:12" in columns
    form = {**browser.hidden(f"{address}/columns/0"), "name": "ris"}
    kept = browser.client.post(f"{address}/columns/0", data=form, headers=OWN)
    assert (kept.status_code, (site.books / "profiles" / "ris.toml").is_file()) == (303, True)
    before = versions(site)
    run(browser, address, **{"profile:0": "ris"})
    assert versions(site) - before == 2


def test_another_column_than_the_guess_redraws_the_rows(browser: Browser):
    address = send(browser, ("ris.csv", STRANGE)).headers["location"]
    page = browser.client.get(f"{address}/columns/0", params={"column:accession": "Procedure"}).text
    assert "2 rows" in page
    assert re.search(r"with accession, exam and type of another", page)


def test_a_name_that_is_none_keeps_the_form(browser: Browser):
    address = send(browser, ("ris.csv", STRANGE)).headers["location"]
    form = {**browser.hidden(f"{address}/columns/0"), "name": "../evil"}
    answer = browser.client.post(f"{address}/columns/0", data=form, headers=OWN)
    assert (answer.status_code, "can&#39;t name a profile" in answer.text) == (422, True)
    assert 'value="../evil"' in answer.text


@pytest.mark.parametrize("name", ["../../wetread.toml", "..\\..\\wetread.toml", "/etc/mercy.csv"])
def test_a_path_in_a_name_is_a_name(browser: Browser, site: Site, name: str):
    before = (site.books / "wetread.toml").read_bytes()
    page = browser.client.get(send(browser, (name, KNOWN)).headers["location"]).text
    assert ".." not in page.split("<table>")[1].split("</table>")[0]
    assert (site.books / "wetread.toml").read_bytes() == before
    assert {path.name for folder in left(site) for path in folder.iterdir()}.isdisjoint({"wetread.toml", "mercy.csv"})


def test_what_is_sent_is_for_its_owner_alone(browser: Browser, site: Site):
    send(browser, ("mercy.csv", KNOWN))
    (folder,) = left(site)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, site.uploads, site.folder)} == {0o700}


def test_no_key_no_file(browser: Browser, site: Site):
    files = [("files", ("mercy.csv", KNOWN))]
    for data in ({}, {"once": "made-up.0000"}):
        answer = browser.client.post("/import", data=data, files=files, headers=OWN)
        assert (answer.status_code, "bad_form" in answer.text) == (409, True)
    assert left(site) == []


def test_a_file_too_large_is_refused_while_it_comes(browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("invoicing.web.upload.LARGEST", 1000)
    answer = send(browser, ("mercy.csv", KNOWN * 100))
    assert (answer.status_code, "upload_too_large" in answer.text, left(site)) == (409, True, [])


def test_an_import_is_undone_with_a_reason(browser: Browser, site: Site):
    run(browser, send(browser, ("mercy.csv", KNOWN)).headers["location"])
    number = re.search(r"/imports/(\d+)", browser.client.get("/imports").text)[1]
    form = browser.hidden(f"/imports/{number}")
    nothing = browser.client.post(f"/imports/{number}/undo", data={**form, "because": " "}, headers=OWN)
    assert (nothing.status_code, "no_reason" in nothing.text) == (422, True)
    done = browser.client.post(
        f"/imports/{number}/undo", data={**browser.hidden(f"/imports/{number}"), "because": "wrong file"}, headers=OWN
    )
    assert (done.status_code, "wrong file" in browser.client.get(done.headers["location"]).text) == (303, True)


def test_an_import_of_which_something_is_on_a_paper_stays(browser: Browser):
    form = browser.hidden("/imports/1")
    answer = browser.client.post("/imports/1/undo", data={**form, "because": "wrong"}, headers=OWN)
    assert (answer.status_code, "WR-2026-0000" in answer.text) == (409, True)


TYPO = """facility,accession,exam_code,read_type,radiologist,received_at,signed_at
mercy-general,W-9,CTHEAD,preliminary,r-chen,2025-11-03T02:01:00-06:00,2026-11-03T02:12:00-06:00
"""
BATCH = (
    "BHS|^~\\&|RIS\rMSH|^~\\&|RIS|mercy-general|WETREAD|GROUP|20261103061500-0600||ORU^R01|M1|P|2.4\rPV1|1|E\r"
    "OBR|1|P1|W-77|CTHEAD^CT HEAD|||20261103060000-0600|||||||||||||||20261103061200-0600||CT|P|||||||r-chen\r"
    "OBX|1|TX|1^IMP||nothing acute||||||P\rBTS|2\r"
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("batch.hl7", BATCH, "the batch says that it has 2 messages, 1 came"),
        (
            "answer.json",
            '{"resourceType":"OperationOutcome","issue":[{"severity":"error","diagnostics":"token expired"}]}',
            "the server says (error): token expired",
        ),
        ("odd.csv", TYPO, "received_at lies"),
    ],
)
def test_what_the_command_tells_of_an_import_its_page_tells_too(browser: Browser, name: str, content: str, said: str):
    """Messages that a batch lost, a server's error, a year mistyped: the page showed seven counts and nothing else."""
    done = run(browser, send(browser, (name, content)).headers["location"])
    assert said in re.sub(r"\s+", " ", browser.client.get(done.headers["location"]).text)


def test_a_file_without_a_read_is_not_said_to_be_in_the_log(browser: Browser):
    empty = '{"resourceType":"Bundle","type":"searchset","total":0}'
    done = run(browser, send(browser, ("night.json", empty)).headers["location"])
    page = browser.client.get(done.headers["location"]).text
    assert "There was no read in the files." in page
    assert "every row was in the log" not in page
