"""What finance does on the pages: exports, fees, a hospital's list, pay, audit, backup; each by the service of its command."""

import io
import re
import zipfile

import pytest

from invoicing.papers.recorded_adjustments import withdrawn
from invoicing.web.pages.fees import ADDRESS as FEES
from invoicing.web.site import Site
from tests.invoicing.web.conftest import OWN, Browser
from tests.invoicing.web.pages import by_command, ended, post, sent_file


def test_an_export_is_a_batch_that_can_be_had_again(browser: Browser, site: Site):
    form = {"format": "xero", "first": "2026-10", "lines": "per-rate"}
    done = post(browser, "/exports", **form)
    assert "import it only once" in browser.client.get(done.headers["location"]).text
    again = post(browser, "/exports", **form)
    assert "again, the same bytes" in browser.client.get(again.headers["location"]).text
    files = [path.read_bytes() for path in (site.books / "exports").rglob("*.csv")]
    number = re.findall(r"/exports/(\d+)/file", browser.client.get("/exports").text)[0]
    assert browser.client.get(f"/exports/{number}/file").content == files[0]
    assert "xero" in by_command(site, "export", "list")


def test_tables_come_as_a_zip_and_a_month_that_is_none_is_refused(browser: Browser):
    done = post(browser, "/exports", format="csv", first="2026-10")
    assert "names studies" in browser.client.get(done.headers["location"]).text
    number = re.findall(r"/exports/(\d+)/file", browser.client.get("/exports").text)[0]
    content = browser.client.get(f"/exports/{number}/file").content
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 5
    for wrong in ({"first": "2026-13"}, {"first": ""}, {"first": "2026-10", "last": "2026-09"}):
        assert post(browser, "/exports", format="csv", **wrong).status_code == 422
    assert "no_such_format" in post(browser, "/exports", format="../x", first="2026-10").text


def test_a_file_of_fees_comes_in_once_and_releases_compare(browser: Browser, site: Site):
    content = next(site.books.glob("PPRRVU*.csv")).read_bytes()
    done = sent_file(browser, FEES, "PPRRVU2026_Oct.csv", content)
    assert "nothing to do" in browser.client.get(done.headers["location"]).text
    name = re.search(r'<th scope="row">(20\d\d[A-Z])</th>', browser.client.get(FEES).text)[1]
    compared = browser.client.get(f"{FEES}?before={name}&after={name}&month=2026-10").text
    assert "prairie-wrvu" in compared
    assert sent_file(browser, FEES, "x.csv", b"not,a,file\n1,2,3\n").status_code >= 400


def test_a_hospitals_list_is_bridged_and_what_it_contests_disputed(browser: Browser, site: Site):
    content = (site.books / "lists" / "st-brendan-october.csv").read_bytes()
    said = {"client": "st-brendan", "month": "2026-10"}
    look = sent_file(browser, "/look/reconcile", "list.csv", content, page="/reconcile", **said)
    assert (look.status_code, "As billed" in look.text) == (200, True)
    ticks = re.findall(r'name="(read:[^"]+)"', look.text)
    once = re.search(r'name="once" value="([^"]+)"', look.text)[1]
    form = {"once": once, ticks[0].replace("&amp;", "&"): "on", "because": "their list"}
    done = browser.client.post("/reconcile/dispute", data=form, headers=OWN)
    assert "1 read of WR-2026-00005 disputed" in browser.client.get(done.headers["location"]).text
    form["once"] = browser.key("/reconcile/dispute")
    done = browser.client.post("/reconcile/dispute", data=form, headers=OWN)
    told = browser.client.get(done.headers["location"]).text
    assert ("left as they are" in told, "disputed</li>" in told) == (True, False)
    wrong = sent_file(browser, "/look/reconcile", "list.csv", content, page="/reconcile", **said, tolerance="much")
    assert (wrong.status_code, "not a percent" in wrong.text) == (422, True)
    assert list(site.uploads.iterdir()) == []


def test_only_what_a_paper_bills_is_disputed_all_or_none(browser: Browser, site: Site):
    page = browser.client.get("/papers/WR-2026-00005").text
    good, other = re.findall(r'name="read:([^"]+)"', page)[:2]
    for wrong, code in (
        (f"read:WR-2026-00003|{other}", "not_billed_on"),
        ("read:WR-2026-00005|nobody|x|y|z", "not_billed_on"),
        ("read:WR-2031-00001|x", "unknown_number"),
    ):
        form = {"once": browser.key("/reconcile/dispute"), f"read:WR-2026-00005|{good}": "on", wrong: "on"}
        answer = browser.client.post("/reconcile/dispute", data=form, headers=OWN)
        assert (answer.status_code in {409, 422}, code in answer.text) == (True, True)
        with site.store.read() as session:
            assert withdrawn(session) == {}


def test_a_readers_statement_is_what_the_command_writes(browser: Browser, site: Site):
    by_command(site, "contractors", "statement", "2026-10")
    folder = site.books / "statements" / "contractors" / "2026-10"
    address = re.search(r'"(/pay/2026-10/[\w-]+)/pdf"', browser.client.get("/pay/2026-10").text)[1]
    name = address.rpartition("/")[2]
    assert browser.client.get(f"{address}/pdf").content == (folder / f"{name}.pdf").read_bytes()
    assert browser.client.get(f"{address}/csv").content == (folder / f"{name}.csv").read_bytes()
    assert browser.client.get("/pay/2026-10/nobody/pdf").status_code == 422
    assert browser.client.get("/pay/year/2026").text.startswith("radiologist,name,tax_form")


def test_the_books_are_verified_beside_the_pages_and_damage_is_named(browser: Browser, site: Site):
    page = ended(browser, post(browser, "/audit/verify", page="/audit"))
    assert ("all is as it was written" in page, "done: the hash tree" in page, "4 of 4" in page) == (True, True, False)
    next(site.books.glob("invoices/2026-10/*.pdf")).write_bytes(b"%PDF-changed")
    assert re.search(r"\d faults?: \d", ended(browser, post(browser, "/audit/verify", page="/audit")))


@pytest.mark.parametrize("asked", ["entity=WR-2026-00001", "from=2026-11-01&to=11/30/2026", "actor=nobody"])
def test_the_audit_log_is_filtered(browser: Browser, asked: str):
    page = browser.client.get(f"/audit?{asked}").text
    assert ("No event" in page) == (asked == "actor=nobody")


def test_a_copy_of_the_log_goes_to_an_auditor(browser: Browser, site: Site):
    assert browser.client.get("/audit/export").text.strip() == by_command(site, "audit", "export").strip()


def test_a_backup_is_made_and_named(browser: Browser, site: Site):
    assert "written, not encrypted" in ended(browser, post(browser, "/health/backup", page="/health"))
    made = list((site.books / "backups").glob("*.backup"))
    assert (len(made), made[0].name in browser.client.get("/health").text) == (1, True)


def test_the_report_comes_under_its_own_policy(browser: Browser):
    page = browser.client.get("/report/2026-10/page")
    policy = page.headers["content-security-policy"]
    assert ("'unsafe-inline'" in policy, "sha256-" in policy, "frame-ancestors 'none'" in policy) == (False, True, True)
    assert browser.client.get("/report/2026-10/page?download").headers["content-disposition"].endswith('2026-10.html"')
