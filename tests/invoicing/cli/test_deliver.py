"""`wetread deliver`: each client's papers in its own form, once."""

import csv
import io
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from reads.store.engine import Store
from tests.conftest import Run
from tests.databases import sqlite_url
from tests.invoicing.closing import mercy


@pytest.fixture
def issued(books: Path, clock: FixedClock, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """October is issued to Mercy, which wants a folder, and to Lakeview, whose delivery is named and not there."""
    monkeypatch.chdir(books.parent)
    mercy.write_books(books, "sqlite:///wetread.db")
    (books / "delivery").mkdir()
    for name in ("ap-folder", "portal"):
        (books / "delivery" / f"{name}.toml").write_text('kind = "folder"\n')
    deliver_by(books, "ap-folder", "portal")
    assert run("apply").status == 0
    (books / "delivery" / "portal.toml").unlink()
    store = Store.open(sqlite_url(books / "wetread.db"), clock=clock)
    mercy.bring_in(store, mercy.OCTOBER)
    store.close()
    return books


def deliver_by(books: Path, *names: str) -> None:
    """Names the clients' deliveries, in the order of clients.csv."""
    path = books / "directory" / "clients.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    for row, name in zip(rows, names, strict=False):
        row["delivery"] = name
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)


def test_a_client_that_cannot_be_served_keeps_no_other_back(issued: Path, run: Run):
    found = run("close", "2026-10", "--issue", "--deliver")
    assert found.status == 1
    assert "there is no delivery/portal.toml; there are ap-folder" in found.stderr
    assert found.stdout.splitlines()[-3:] == [
        "Left of October 2026",
        "  1 paper of October 2026 is not sent",
        "    → `wetread deliver --month 2026-10`",
    ]
    assert len(list((issued / "outbox" / "ap-folder" / "2026-10").glob("*.pdf"))) == 1


def test_a_paper_goes_out_once_and_again_only_where_asked(issued: Path, run: Run):
    run("close", "2026-10", "--issue", "--deliver")
    second = run("deliver", "--month", "2026-10", "--json").json
    assert [(each["papers"], len(each["before"])) for each in second["clients"] if each["delivery"] == "ap-folder"] == [
        ([], 1)
    ]
    third = run("deliver", "--month", "2026-10", "--again", "--json").json
    assert [len(each["papers"]) for each in third["clients"] if each["delivery"] == "ap-folder"] == [1]


def test_a_delivery_is_recorded_as_a_mail_is(issued: Path, run: Run):
    run("close", "2026-10", "--issue", "--deliver")
    [path] = (issued / "outbox" / "ap-folder" / "2026-10").glob("*.pdf")
    shown = run("invoice", "show", path.stem).stdout
    assert "sent to outbox/ap-folder" in shown
    assert run("audit", "verify").status == 0


def test_what_was_delivered_is_not_mailed_as_well(issued: Path, run: Run):
    run("close", "2026-10", "--issue", "--deliver")
    [path] = (issued / "outbox" / "ap-folder" / "2026-10").glob("*.pdf")
    wetread = issued / "wetread.toml"
    wetread.write_text(wetread.read_text() + '\n[email]\nhost = "localhost"\n')
    refused = run("invoice", "email", path.stem, "--to", "ap@mercy.example")
    assert refused.status == 3
    assert "outbox/ap-folder" in refused.stderr


def test_a_month_without_papers_says_what_comes_first(issued: Path, run: Run):
    assert "`wetread close 2026-10 --issue`" in run("deliver", "--month", "2026-10").stderr


def test_delivering_alone_is_a_command_of_its_own(issued: Path, run: Run):
    refused = run("close", "2026-10", "--deliver")
    assert refused.status == 2
    assert "`wetread deliver --month MONTH`" in refused.stderr
