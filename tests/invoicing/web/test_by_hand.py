"""One read by hand, and the other files of the books as text."""

from invoicing.web.site import Site
from tests.invoicing.web.conftest import Browser
from tests.invoicing.web.pages import by_command, post

READ = {
    "facility": "mercy-general",
    "accession": "HAND1",
    "exam_code": "CTHEAD",
    "read_type": "preliminary",
    "radiologist": "r-rao",
    "signed_at": "2026-11-20T02:00:00Z",
}


def test_a_read_is_recorded_once_and_its_faults_stand_above_the_form(browser: Browser, site: Site):
    wrong = post(browser, "/by-hand", **{**READ, "signed_at": "tomorrow"})
    assert (wrong.status_code, "signed_at" in wrong.text, 'value="HAND1"' in wrong.text) == (422, True, True)
    done = post(browser, "/by-hand", **READ)
    assert "recorded: 1" in browser.client.get(done.headers["location"]).text
    assert "HAND1" in by_command(site, "reads", "list", "--accession", "HAND1")


def test_an_agreement_is_edited_as_text_and_a_name_is_no_path(browser: Browser, site: Site):
    address = "/books/agreements/r-rao.toml"
    form = browser.hidden(address) | {"text": (site.books / "agreements" / "r-rao.toml").read_text() + "\n# seen\n"}
    done = post(browser, f"{address}/save", page=address, **form, because="a note")
    assert done.status_code == 303
    assert (site.books / "agreements" / "r-rao.toml").read_text().endswith("# seen\n")
    faulty = post(browser, f"{address}/save", page=address, text="effective = ", seen=browser.hidden(address)["seen"])
    assert faulty.status_code == 422
    for name in ("agreements/..%2Fwetread.toml", "agreements/x.py", "claims/x.toml", "agreements/.toml"):
        assert browser.client.get(f"/books/{name}").status_code in {404, 422}
