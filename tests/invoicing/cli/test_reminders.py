"""Reminders by level and a month's mails: each once, net of what came, what was credited and what is queried."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reads.core.clock import FixedClock
from tests.conftest import Run
from tests.invoicing.cli.test_email import box
from tests.invoicing.cli.test_pay import LAKEVIEW, MERCY, issued
from tests.mail import Postbox

__all__ = ["box", "issued"]

pytestmark = pytest.mark.usefixtures("issued")

LEVELS = '\n[reminders]\nlevels = ["10 = This is past due.", "30 = Please pay within a week."]\n'


def say_levels(books: Path, text: str = LEVELS) -> None:
    file = books / "wetread.toml"
    file.write_text(file.read_text() + text)


def due(run: Run) -> list[tuple[str, int, str, bool]]:
    return [(each["client"], each["level"], each["net"], each["sent"]) for each in run("reminders", "--json").json]


def test_a_client_is_reminded_once_a_level_of_what_is_open_net(run: Run, box: Postbox, books: Path, clock: FixedClock):
    """Mercy's 100.00 is due on 2 December, Lakeview's 45.00 on 17 December; 30.00 came without a word what for."""
    say_levels(books)
    clock.instant = datetime(2026, 12, 11, 15, tzinfo=UTC)
    assert due(run) == []
    clock.instant = datetime(2026, 12, 12, 15, tzinfo=UTC)
    run("invoice", "pay", MERCY, "60.00")
    assert due(run) == [("mercy", 1, "40.00", False)]
    assert run("reminders", "--send").status == 0
    message = box.messages[-1]
    body = message.get_body().get_content()
    assert message["To"] == "ap@mercy.example"
    assert "This is past due." in body
    assert "$40.00" in body
    assert [part.get_filename() for part in message.iter_attachments()] == ["reminder-mercy-2026-12-12.pdf"]
    assert due(run) == [("mercy", 1, "40.00", True)]
    run("reminders", "--send")
    assert len(box.messages) == 1, "a level goes out once"
    clock.instant = datetime(2027, 1, 1, 15, tzinfo=UTC)
    assert [(client, level) for client, level, _, _ in due(run)] == [("lakeview", 1), ("mercy", 2)]
    run("invoice", "pay", MERCY, "40.00")
    assert [client for client, *_ in due(run)] == ["lakeview"]


def test_what_is_disputed_is_not_asked_for_until_it_is_settled(run: Run, books: Path, clock: FixedClock):
    """Mercy's paper of 100.00 has a CT of 38.00 that is disputed, then restored."""
    say_levels(books)
    clock.instant = datetime(2026, 12, 12, 15, tzinfo=UTC)
    read = run("invoice", "show", MERCY, "--schedule", "--json").json["schedule"][0]
    (books / "disputed.csv").write_text(f"accession\n{read['accession']}\n")
    charge = float(read["charge"])
    assert run("invoice", "dispute", MERCY, "--reads", str(books / "disputed.csv")).status == 0
    (told,) = run("reminders", "--json").json
    assert (told["disputed"], told["net"]) == (read["charge"], f"{100 - charge:.2f}")
    assert f"disputed  -{read['charge']} of {MERCY}" in run("reminders").stdout
    assert run("invoice", "dispute", MERCY, "--reads", str(books / "disputed.csv"), "--restore").status == 0
    (told,) = run("reminders", "--json").json
    assert (told["disputed"], told["net"]) == ("0.00", "100.00")


@pytest.mark.parametrize(
    "text", ["", '\n[reminders]\nlevels = ["soon = Pay"]\n', '\n[reminders]\nlevels = ["30 = a", "10 = b"]\n']
)
def test_levels_that_are_missing_or_not_rising_are_named(run: Run, books: Path, text: str):
    say_levels(books, text)
    assert run("reminders").status in {1, 2}


def test_a_months_papers_go_out_each_once_and_one_that_cannot_is_named(run: Run, box: Postbox):
    """Lakeview has no address in the books."""
    first = run("invoice", "email", "--month", "2026-10", "--json")
    sent = [message["To"] for message in box.messages]
    assert "ap@mercy.example" in sent
    assert first.status == (1 if len(sent) < 2 else 0)
    assert (LAKEVIEW in first.stderr) == (len(sent) < 2)
    run("invoice", "email", "--month", "2026-10")
    assert len(box.messages) == len(sent)
    assert run("invoice", "email").status == 2
    assert run("invoice", "email", MERCY, "--month", "2026-10").status == 2
