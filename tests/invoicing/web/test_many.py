"""Twenty browsers and commands write at once: each deed is there once, and nobody is told of a locked database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import httpx2

from invoicing.receivables.repository import accounts
from invoicing.web.site import Proxy, Site
from tests.invoicing.web.conftest import OWN
from tests.invoicing.web.pages import by_command, form_on
from tests.invoicing.web.served import served

MANY, COMMANDS = 20, 4


def test_twenty_browsers_and_four_commands_write_at_once(site: Site):
    site.reach = replace(site.reach, proxy=Proxy(secret="the proxy's"))
    with served(site) as link, ExitStack() as stack:
        base = link.partition("/sign-in")[0]
        clients = [
            stack.enter_context(
                httpx2.Client(
                    base_url=base,
                    headers={**OWN, "x-remote-user": f"user{at}", "x-wetread-proxy": "the proxy's"},
                    trust_env=False,
                    timeout=120,
                )
            )
            for at in range(MANY)
        ]

        def pays(at: int) -> list[int]:
            client = clients[at]
            said = {"currency": "USD", "amount": f"{at + 1}.00", "reference": f"ACH {at}"}
            look = client.post("/look/payment/mercy-health", data=said)
            form = form_on(look.text, "/accounts/mercy-health/pay")
            sent = [client.post("/accounts/mercy-health/pay", data=form) for _ in range(2)]
            shown = client.get("/accounts/mercy-health")
            assert "is busy" not in shown.text
            return [look.status_code, *(each.status_code for each in sent), shown.status_code]

        def commands(at: int) -> str:
            return by_command(site, "invoice", "pay", "mercy-health", f"{1000 + at}.00", "--reference", f"CMD {at}")

        with ThreadPoolExecutor(MANY + 1) as pool:
            beside = pool.submit(lambda: [commands(at) for at in range(COMMANDS)])
            answers = list(pool.map(pays, range(MANY)))
            beside.result()
    assert answers == [[200, 303, 303, 200]] * MANY
    with site.store.read() as session:
        entries = [entry.reference for account in accounts(session, "mercy-health") for entry in account.entries]
    wanted = [f"ACH {at}" for at in range(MANY)] + [f"CMD {at}" for at in range(COMMANDS)]
    assert sorted(each for each in entries if each.startswith(("ACH ", "CMD "))) == sorted(wanted)


def test_as_many_read_at_once_as_ask(site: Site):
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(site.store.read()).connection()
