"""Who may ask, and how (spec 9.5): each line of it with a harmless request."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from invoicing.web.serve import new_link
from invoicing.web.site import Proxy, Reach, Site
from tests.conftest import Run
from tests.demonstration import NOON
from tests.invoicing.web.conftest import OWN, Browser

CSP = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "


def test_nobody_is_let_in_without_a_session(site: Site):
    answer = Browser(site).client.get("/papers")
    assert (answer.status_code, "not signed in" in answer.text, "WR-2026" in answer.text) == (401, True, False)


def test_a_link_works_once(site: Site):
    token = new_link(site).partition("token=")[2]
    first, second = Browser(site), Browser(site)
    assert first.client.post("/sign-in", data={"token": token}, headers=OWN).status_code == 303
    assert first.client.get("/papers").status_code == 200
    assert second.client.post("/sign-in", data={"token": token}, headers=OWN).status_code == 403


def test_looking_at_the_link_uses_nothing_up(site: Site):
    browser, token = Browser(site), new_link(site).partition("token=")[2]
    for _ in range(3):
        assert browser.client.get(f"/sign-in?token={token}").status_code == 200
    assert browser.client.post("/sign-in", data={"token": token}, headers=OWN).status_code == 303


def test_a_link_is_old_after_ten_minutes_and_a_session_after_twelve_idle_hours(site: Site):
    clock = replace(NOON)
    site.clock = clock
    token = new_link(site).partition("token=")[2]
    clock.instant += timedelta(minutes=10)
    assert Browser(site).client.post("/sign-in", data={"token": token}, headers=OWN).status_code == 403
    browser = Browser(site)
    browser.sign_in()
    clock.instant += timedelta(hours=11)
    assert browser.client.get("/papers").status_code == 200
    clock.instant += timedelta(hours=12)
    assert browser.client.get("/papers").status_code == 401


def test_the_cookie_is_strict_and_out_of_scripts_reach(site: Site):
    token = new_link(site).partition("token=")[2]
    cookie = Browser(site).client.post("/sign-in", data={"token": token}, headers=OWN).headers["set-cookie"]
    assert cookie.startswith("wetread_8484=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("host", ["books.example", "127.0.0.1", "127.0.0.1:80", "localhost:8484.example", ""])
def test_another_host_name_is_refused_on_every_address(browser: Browser, host: str):
    for address in ("/papers", "/sign-in", "/assets/wetread.css"):
        assert browser.client.get(address, headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://books.example"},
        {"origin": "null"},
    ],
)
def test_a_post_from_elsewhere_is_refused(browser: Browser, headers: dict[str, str]):
    answer = browser.client.post("/sign-out", headers=headers)
    assert (answer.status_code, "foreign_request" in answer.text) == (403, True)
    assert browser.client.get("/papers").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(browser: Browser, method: str):
    answer = browser.client.request(method, "/papers")
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/papers", "/months/2026-10", "/nothing", "/months/2026-99", "/sign-in", "/assets/wetread.css"]
)
def test_every_answer_has_its_headers(browser: Browser, address: str):
    headers = browser.client.get(address).headers
    assert headers["content-security-policy"].startswith(CSP)
    assert headers["content-security-policy"].endswith("base-uri 'none'; frame-ancestors 'none'")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert ("no-store" in headers["cache-control"]) == (not address.startswith("/assets/"))


def test_read_only_pages_refuse_every_deed(site: Site):
    site.reach = replace(site.reach, read_only=True)
    browser = Browser(site)
    browser.sign_in()
    assert '<form class="deed"' not in browser.client.get("/close/2026-11").text
    answer = browser.client.post("/close/2026-11/issue", data={"confirmed": "2026-11"}, headers=OWN)
    assert (answer.status_code, "read_only" in answer.text) == (403, True)


@pytest.mark.parametrize("name", ["..%2f..%2fwetread.toml", "wetread.toml", "frame.html"])
def test_nothing_but_the_assets_is_given_out(browser: Browser, name: str):
    assert browser.client.get(f"/assets/{name}").status_code == 404


def test_behind_a_proxy_the_named_user_counts_with_the_secret_alone(site: Site):
    site.reach = Reach(proxy=Proxy(secret="of the proxy", viewers=frozenset({"lee"})))
    client = Browser(site).client
    named = {"x-remote-user": "ana", "x-wetread-proxy": "of the proxy"}
    assert client.get("/papers").status_code == 403
    assert client.get("/papers", headers={"x-remote-user": "ana"}).status_code == 403
    assert client.get("/papers", headers={**named, "x-wetread-proxy": "guessed"}).status_code == 403
    assert "ana" in client.get("/papers", headers=named).text
    deed = client.post("/close/2026-11/issue", data={}, headers={**OWN, **named, "x-remote-user": "lee"})
    assert (deed.status_code, "read_only" in deed.text) == (403, True)


def test_an_address_that_this_machine_has_not_is_told_apart_from_a_port_in_use(run: Run, books: Path, monkeypatch):
    (books / "wetread.toml").write_text("")
    monkeypatch.setenv("WETREAD_PROXY_SECRET", "staple")
    refused = run("serve", "--behind-proxy", "--host", "256.1.1.1", "--json")
    assert refused.json["error"]["code"] == "system"
    assert "256.1.1.1:8484" in refused.json["error"]["message"]
