"""No mail goes out twice, and none counts as sent that no server has, whatever kills the sending of a month (spec 7)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from invoicing.documents import mailing_month
from invoicing.receivables import sent_mail
from reads.store.engine import Store
from tests import mail
from tests.mail import Postbox
from tests.portions import Portion, in_portions
from tests.promises.closers import damage
from tests.promises.conftest import Ready
from tests.promises.killing import Killer, spread

MONTH = ("invoice", "email", "--month", "2026-10")
NUMBERS = {"WR-2026-00001", "WR-2026-00002", "WR-2026-00003"}


@pytest.fixture(scope="module")
def box() -> Iterator[Postbox]:
    """A server on this machine, which the sender's settings name."""
    with mail.serving(None) as box:
        yield box


def arrived(box: Postbox) -> Counter[str]:
    """The papers by how many mails brought them."""
    box.settle()
    return Counter(number for each in box.messages for number in NUMBERS if number in str(each["subject"]))


def told(store: Store) -> tuple[set[str], set[str]]:
    """The papers that were recorded as sent, also in the audit log, and those in doubt."""
    with store.read() as session:
        ended = session.execute(
            text("SELECT entity, outcome FROM mails m LEFT JOIN mail_outcomes o ON o.mail_id = m.id")
        ).all()
        events = set(session.execute(text("SELECT entity FROM events WHERE action = 'mail.sent'")).scalars())
    sent = {row.entity for row in ended if row.outcome == "sent"}
    assert sent == events
    return sent, {row.entity for row in ended if row.outcome is None}


def send_month_killed(books: Path, store: Store, box: Postbox, killer: Killer, step: int) -> None:
    """Killed before a step, run again, and what is then in doubt sent by a person's word."""
    killer.run(books, step)
    before, (sent, doubted) = arrived(box), told(store)
    assert sent <= before.keys() <= sent | doubted
    assert len(doubted) <= 1
    status = killer.run(books)
    assert arrived(box) == before | Counter(NUMBERS - before.keys() - doubted)
    assert told(store) == (NUMBERS - doubted, doubted)
    assert status == bool(doubted), killer.said.read_text()
    assert all(number in killer.said.read_text() for number in doubted)
    for number in doubted:
        again = Killer(killer.folder, ("invoice", "email", number, "--again"))
        assert again.run(books) == 0
        assert arrived(box)[number] == before[number] + 1
    assert told(store)[0] == NUMBERS
    assert damage(store, books) == []


def check_steps(ready: Ready, box: Postbox, killer: Killer, steps: Sequence[int]) -> None:
    """Kills the sending of a month's three papers before each of the steps, each of another copy of the books."""
    for step in steps:
        books, store = _with_server(ready, box)
        send_month_killed(books, store, box, killer, step)
        store.close()


def _with_server(ready: Ready, box: Postbox) -> tuple[Path, Store]:
    books, store = ready()
    file = books / "wetread.toml"
    file.write_text(f'{file.read_text()}\n[email]\nhost = "127.0.0.1"\nport = {box.port}\n')
    box.messages.clear()
    return books, store


def _steps(ready: Ready, box: Postbox, killer: Killer) -> int:
    books, store = _with_server(ready, box)
    assert killer.run(books) == 0, killer.said.read_text()
    assert arrived(box) == Counter(NUMBERS)
    assert any(step == "smtp send" for step in killer.steps)
    store.close()
    return len(killer.steps)


def test_a_month_of_mails_killed_at_any_step_sends_none_twice(issued_ready: Ready, box: Postbox, tmp_path: Path):
    killer = Killer(tmp_path, MONTH)
    check_steps(issued_ready, box, killer, spread(_steps(issued_ready, box, killer), 2))


@pytest.mark.nightly
@in_portions(6)
def test_each_step_of_a_month_of_mails(issued_ready: Ready, box: Postbox, tmp_path: Path, portion: Portion):
    killer = Killer(tmp_path, MONTH)
    check_steps(issued_ready, box, killer, portion.take(range(1, _steps(issued_ready, box, killer) + 1)))


def doubt_nothing() -> None:
    """A worse program: a mail that may have been sent is sent anew."""
    name = sent_mail.sendings.__name__
    for module in (sent_mail, mailing_month):
        setattr(module, name, lambda session, entity: [])


@pytest.mark.parametrize("issued_ready", ["sqlite"], indirect=True)
def test_the_harness_catches_a_mail_that_goes_out_twice(issued_ready: Ready, box: Postbox, tmp_path: Path):
    killer = Killer(tmp_path, MONTH, doubt_nothing)
    books, store = _with_server(issued_ready, box)
    assert killer.run(books) == 0
    taken_over = max(at for at, step in enumerate(killer.steps, 1) if step == "smtp getreply")
    books, store = _with_server(issued_ready, box)
    with pytest.raises(AssertionError):
        send_month_killed(books, store, box, killer, taken_over)
    assert max(arrived(box).values()) == 2
    store.close()
