"""A month from draft to paid: issued, delivered four ways, paid by one file of the bank; every book agrees to the cent.

No number is typed a second time: what is posted comes from the bank's file, what the bank's file says from the papers sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from email import message_from_bytes
from pathlib import Path

import pytest
from lxml import etree

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.cli.test_bank import bai2
from tests.invoicing.closing import mercy
from tests.invoicing.exports.materials import bean_check, rows
from tests.reads.claims.practice import Practice
from tests.reads.claims.remittances import COMMERCIAL, PAYS, file, payment

CLIENTS = """\
id,name,address,email,attention,po_number,terms_days,delivery
mercy,Mercy Health,1 Main St | Chicago IL 60607-1204,ap@mercy.example,,PO-1,30,network
lakeview,Lakeview Hospital,"1 Lake Rd | Madison, WI 53705-2214",ap@lakeview.example,,,45,edi
harbor,Harbor Clinic,"3 Pier Ave | Duluth, MN 55802-1102",ap@harbor.example,,,30,portal
summit,Summit Surgical,"8 Hill St | Peoria, IL 61602-0003",ap@summit.example,,,30,exchange
"""
DELIVERIES = {
    "portal": 'kind = "portal-csv"\n[columns]\n"Invoice #" = "number"\n"Amount Due" = "total"\n"PDF" = "pdf"\n',
    "edi": 'kind = "x12-810"\n[x12]\nversion = "4010"\nusage = "T"\nsender = "PRAIRIE"\nreceiver = "LAKEVIEWAP"\n',
    "network": 'kind = "cxml"\n[cxml]\nusage = "T"\nfrom_domain = "DUNS"\nfrom_identity = "123456789"\n'
    'to_domain = "NetworkID"\nto_identity = "AN01"\n',
    "exchange": 'kind = "ubl"\n[ubl]\nprofile = "en16931"\n',
}
PLACES = {
    "mercy": ("mercy-general", "mercy-west", "mercy-north"),
    "harbor": ("harbor-main",),
    "summit": ("summit-main",),
}
PRICES = {
    "mercy-general": "38.10",
    "mercy-west": "20.35",
    "mercy-north": "41.00",
    "harbor-main": "33.33",
    "summit-main": "52.07",
}


def contract(client: str, place: str) -> str:
    return (
        f'client = "{client}"\ntitle = "Nights at {place}"\neffective = 2026-09-01\nfacilities = ["{place}"]\n'
        f'[[rates]]\nname = "A read"\nper_read = "{PRICES[place]}"\n'
    )


@pytest.fixture
def october(books: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four clients, six contracts, each client's delivery another, and October's reads as one file."""
    monkeypatch.chdir(books)
    places = [(client, place) for client, some in PLACES.items() for place in some]
    contracts = {f"{place}.toml": contract(client, place) for client, place in places}
    mercy.write_books(books, "sqlite:///wetread.db", {**contracts, "lakeview.toml": mercy.CONTRACTS["lakeview.toml"]})
    (books / "directory" / "clients.csv").write_text(CLIENTS)
    facilities = books / "directory" / "facilities.csv"
    added = [
        f"{place},{client},{place},1450061852,9 West St,Chicago,IL,60607-1204,America/Chicago"
        for client, place in places[2:]
    ]
    facilities.write_text(facilities.read_text() + "".join(f"{each}\n" for each in added))
    (books / "delivery").mkdir()
    for name, text in DELIVERIES.items():
        (books / "delivery" / f"{name}.toml").write_text(text)
    reads = [
        f"{place},{place}-{number},CTHEAD,CT,preliminary,r-rao,2026-10-{number:02d}T01:00:00-05:00,2026-10-{number:02d}T01:20:00-05:00"
        for at, (_, place) in enumerate([*places, ("lakeview", "lakeview-main")], 1)
        for number in range(1, at % 2 + 2)
    ]
    (books / "october.csv").write_text(mercy.HEADER + "\n".join(reads) + "\n")
    applied = run("apply")
    assert applied.status == 0, applied.stderr
    assert run("reads", "import", "october.csv").status == 0
    return books


@dataclass(frozen=True)
class Sent:
    """What accounts payable has in hand: a paper's number and total."""

    client: str
    number: str
    total: Decimal


def cents(amount: Decimal) -> int:
    return int(amount * 100)


def sent(run: Run) -> dict[str, list[Sent]]:
    found: dict[str, list[Sent]] = {}
    for each in run("invoice", "list", "--json").json:
        found.setdefault(each["client"], []).append(Sent(each["client"], each["number"], Decimal(each["total"])))
    return found


def said_by_deliveries(outbox: Path) -> dict[str, Decimal]:
    """The totals as the four files say them, each read in its own form."""
    (portal,) = (outbox / "portal" / "2026-10").glob("*.csv")
    found = {row["Invoice #"]: Decimal(row["Amount Due"]) for row in rows(portal.read_bytes())}
    for path in (outbox / "edi" / "2026-10").glob("*.810"):
        segments = [each.split("*") for each in path.read_text().split("~")]
        said = {each[0].strip(): each[1:] for each in segments}
        found[said["BIG"][1]] = Decimal(said["TDS"][0]) / 100
    for path in (outbox / "exchange" / "2026-10").glob("*.xml"):
        tree = etree.parse(path)
        found[tree.findtext("{*}ID") or ""] = Decimal(tree.findtext(".//{*}PayableAmount") or "0")
    for path in (outbox / "network" / "2026-10").glob("*.cxml.mime"):
        document = next(
            part for part in message_from_bytes(path.read_bytes()).walk() if part.get_content_subtype() == "xml"
        )
        tree = etree.fromstring(document.get_payload(decode=True))
        number = tree.find(".//InvoiceDetailRequestHeader").get("invoiceID")
        found[number] = Decimal(tree.findtext(".//DueAmount/Money"))
    return found


def banks_file(papers: Mapping[str, list[Sent]]) -> str:
    """10.00 too little, 5.00 too much, one sum for three papers, one paper to the cent, and a deposit of a stranger."""
    (harbor,), (lakeview,), (summit,) = papers["harbor"], papers["lakeview"], papers["summit"]
    together = sum(each.total for each in papers["mercy"])
    return bai2(
        f"165,{cents(harbor.total - 10)},T1,HARBOR CLINIC {harbor.number}",
        f"165,{cents(lakeview.total + 5)},T2,LAKEVIEW {lakeview.number}",
        f"165,{cents(together)},T3,MERCY HEALTH ACH",
        f"165,{cents(summit.total)},T4,{summit.number}",
        "195,12345,T5,WIRE FROM NOBODY WE KNOW",
    )


def test_a_month_goes_from_draft_to_paid_and_all_books_agree(october: Path, run: Run, clock: FixedClock):
    preview = {
        each["contract"]: each["total"]
        for each in run("close", "2026-10", "--draft", "drafts", "--json").json["invoices"]
    }
    assert len(list((october / "drafts").rglob("*.pdf"))) == len(preview) == 6
    done = run("close", "2026-10", "--issue", "--deliver", "--jobs", "1")
    assert done.status == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Nothing of October 2026 is left: every paper is issued and out"
    papers = sent(run)
    numbers = {each.number: each.total for some in papers.values() for each in some}
    assert {each["contract"]: each["total"] for each in run("invoice", "list", "--json").json} == preview
    assert said_by_deliveries(october / "outbox") == numbers

    clock.instant = clock.instant.replace(day=21)
    (october / "bank.bai").write_text(banks_file(papers))
    assert run("bank", "import", "bank.bai").status == 0
    posted = run("bank", "post", "--exact", "--json").json
    assert [each["booked"][0]["reference"] for each in posted] == ["T3", "T4"], (
        "one sum for three papers, one to the cent"
    )
    for line in run("bank", "match", "--json").json:
        if line["match"] == "none":
            assert run("bank", "leave", str(line["line"]), "--because", "not ours, sent back").status == 0
        else:
            assert run("bank", "post", str(line["line"]), "--because", "as the bank says").status == 0, line
    assert run("bank", "list", "--json").json == []

    came = {each["client"]: Decimal(0) for each in run("aging", "--json").json["clients"]}
    assert came.keys() == {"harbor", "lakeview"}
    aged = {each["client"]: Decimal(each["total"]) for each in run("aging", "--json").json["clients"]}
    assert aged == {"harbor": Decimal("10.00"), "lakeview": Decimal("-5.00")}
    assert [each["queried"] for each in run("aging", "--json").json["clients"] if each["client"] == "harbor"] == [
        "10.00"
    ]
    assert {each["number"]: each["status"] for each in run("invoice", "list", "--json").json} == {
        number: "partly paid" if number == papers["harbor"][0].number else "paid" for number in numbers
    }

    ledger = journal(run, october)
    bank = sum(
        Decimal(each["amount"]) for each in run("bank", "list", "--all", "--json").json if each["state"] == "posted"
    )
    assert ledger["Undeposited Funds"] == bank
    assert ledger["Accounts Receivable"] == Decimal("10.00")
    assert ledger["Unapplied Cash"] == Decimal("-5.00")
    assert ledger["Accounts Receivable"] + ledger["Unapplied Cash"] == sum(aged.values())
    assert sum(ledger.values()) == 0
    for client, owed in aged.items():
        assert Decimal(run("statement", client, "--json").json["total"]) == owed
    assert run("audit", "verify").status == 0


def journal(run: Run, folder: Path) -> dict[str, Decimal]:
    """What each account comes to, by the journal; bean-check agrees with the ledger of the same."""
    assert run("export", "journal", "--from", "2026-10", "--to", "2026-11", "-o", "journal.csv").status == 0
    assert run("export", "beancount", "--from", "2026-10", "--to", "2026-11", "-o", "all.beancount").status == 0
    assert bean_check((folder / "all.beancount").read_text(), folder) == ""
    found: dict[str, Decimal] = {}
    for row in rows((folder / "journal.csv").read_bytes()):
        amount = Decimal(row["debit"] or "0") - Decimal(row["credit"] or "0")
        found[row["account_name"]] = found.get(row["account_name"], Decimal(0)) + amount
    return found


SECOND = "CLP*C000000002*1*165*45.50**12*ICN201~SVC*HC:70450:26*165*45.50**1~CAS*CO*45*119.50"


def test_an_insurers_835_and_the_banks_line_of_its_deposit_tie_to_the_cent(practice: Practice, clock: FixedClock):
    """Two finals paid 60.00 and 45.50, 5.00 of it kept back for an earlier claim: the bank has 100.50, and so has the journal."""
    practice.bring_in(COMMERCIAL, COMMERCIAL | {"patient_last": "Boone", "patient_dob": "1951-07-09"})
    practice.export()
    clock.instant = clock.instant.replace(day=21)
    keeps = "PLB*1450000009*20261231*WO:ICN9*5"
    practice.answer(file(payment("EFT7700123", "20261119", PAYS, SECOND, amount="100.50", end=keeps)), name="a.835")
    (told,) = practice.wetread("claims", "payments")
    assert (told["trace"], told["amount"]) == ("EFT7700123", "100.50")
    path = practice.books / "bank.bai"
    path.write_text(
        bai2(
            "142,10050,B1,HARBOR HCCLAIMPMT TRN*1*EFT7700123*1512345678\\\\",
            "142,10050,B2,OTHER PLAN HCCLAIMPMT TRN*1*EFT7700124*1512345678\\\\",
        )
    )
    practice.wetread("bank", "import", str(path))
    assert [(each["match"], each["exact"]) for each in practice.wetread("bank", "match")] == [
        ("deposit", True),
        ("none", False),
    ]
    assert [each["decided"] for each in practice.wetread("bank", "post", "--exact")] == ["deposit"]
    practice.wetread("bank", "leave", "2", "--because", "its 835 has not come yet")
    assert practice.wetread("bank", "import", str(path))[0]["new"] == 0
    assert practice.wetread("invoice", "payments") == [], "an insurer's money pays no hospital's paper"
    out = practice.books / "journal.csv"
    practice.wetread("export", "journal", "--from", "2026-11", "--to", "2026-11", "-o", str(out))
    cash = [row for row in rows(out.read_bytes()) if row["account_name"] == "Undeposited Funds"]
    assert [(row["debit"], row["credit"]) for row in cash] == [("100.50", "")]
    states = {each["state"]: each["amount"] for each in practice.wetread("bank", "list", "--all")}
    assert states == {"deposit": "100.50", "left": "100.50"}
