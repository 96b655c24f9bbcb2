"""Sealed values open in their own place alone, and the key that a person keeps can be exchanged."""

import stat

import pytest
from sqlalchemy import text
from sqlmodel import select

from reads.claims.tables import FinalFieldsRow
from reads.store.engine import Store
from reads.store.keys import (
    KeyFile,
    NoKey,
    SystemKeyring,
    UnreadableKey,
    WrongKey,
    create_key,
    finish_rotation,
    open_vault,
    rotate_key,
)
from reads.store.patient_fields import Sealed, SealPlace, Unsealable
from reads.store.tables import DataKeyRow

HERE = SealPlace("final_fields", "sealed", "a read#1")
NAME = "Abernathy, Iris"


@pytest.fixture
def holder(tmp_path) -> KeyFile:
    """A key file with a key in it."""
    kept = KeyFile(tmp_path / "keys" / "wetread.key")
    create_key(kept)
    return kept


def vault_of(store: Store, holder: KeyFile):
    with store.write() as session:
        return open_vault(session, holder, at=store.clock.now())


def test_a_value_opens_where_it_was_sealed(store: Store, holder):
    vault = vault_of(store, holder)
    sealed = vault.seal(HERE, NAME)
    assert vault.open(HERE, sealed) == NAME
    assert "Abernathy" not in sealed.text
    assert vault.seal(HERE, NAME).text != sealed.text


@pytest.mark.parametrize("other", [SealPlace("claims", "sealed", "a read#1"), SealPlace("final_fields", "mark", "a read#1"),
                                   SealPlace("final_fields", "sealed", "a read#2")])  # fmt: skip
def test_a_value_that_was_moved_does_not_open(store: Store, holder, other):
    vault = vault_of(store, holder)
    with pytest.raises(Unsealable) as refusal:
        vault.open(other, vault.seal(HERE, NAME))
    assert "Abernathy" not in str(refusal.value)


def test_a_value_of_which_one_character_changed_does_not_open(store: Store, holder):
    vault = vault_of(store, holder)
    sealed = vault.seal(HERE, NAME).text
    for at in range(len(sealed)):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(Unsealable):
            vault.open(HERE, Sealed(sealed[:at] + other + sealed[at + 1 :]))


def test_marks_are_equal_for_equal_texts_only_and_tell_nothing(store: Store, holder):
    vault = vault_of(store, holder)
    assert vault.mark(NAME) == vault.mark(NAME) != vault.mark(NAME + ".")
    other = KeyFile(holder.path.with_name("other.key"))
    create_key(other)
    assert "Abernathy" not in vault.mark(NAME)


def test_the_column_takes_no_plain_text(store: Store):
    row = FinalFieldsRow(read_key="k", number=1, digest="", corrects=0, mark="", sealed=NAME, path="", line=1,
                         at=store.clock.now(), actor="tester")  # fmt: skip
    with pytest.raises(Exception, match="takes sealed values only"), store.write() as session:
        session.add(row)


def test_nothing_shows_what_is_inside(store: Store, holder):
    vault = vault_of(store, holder)
    assert repr(vault) == "<Vault>"
    assert repr(vault.seal(HERE, NAME)) == "<Sealed>"


def test_the_key_is_its_owners_alone_and_is_never_overwritten(holder):
    assert stat.S_IMODE(holder.path.stat().st_mode) == 0o600
    before = holder.read()
    assert create_key(holder) is False
    assert holder.read() == before


def test_a_rotation_leaves_what_is_sealed_and_the_old_key_opens_nothing(store: Store, holder):
    vault = vault_of(store, holder)
    sealed, mark = vault.seal(HERE, NAME), vault.mark(NAME)
    old = holder.read()
    with store.write() as session:
        assert rotate_key(session, holder, at=store.clock.now()) == 1
    finish_rotation(holder)
    rotated = vault_of(store, holder)
    assert (rotated.open(HERE, sealed), rotated.mark(NAME)) == (NAME, mark)
    assert rotated.seal(HERE, NAME).text.startswith("1.2.")
    holder.write(old)
    with pytest.raises(WrongKey), store.read() as session:
        open_vault(session, holder, at=store.clock.now())


def test_a_rotation_that_is_broken_off_locks_nobody_out(store: Store, holder):
    """Before the commit and after it, whichever of the two keys the database needs is there."""
    sealed = vault_of(store, holder).seal(HERE, NAME)
    with store.write() as session:
        rotate_key(session, holder, at=store.clock.now())
        session.rollback()
    assert vault_of(store, holder).open(HERE, sealed) == NAME
    with store.write() as session:
        rotate_key(session, holder, at=store.clock.now())
    assert vault_of(store, holder).open(HERE, sealed) == NAME


def test_without_a_key_or_with_another_the_vault_stays_shut(store: Store, holder, tmp_path):
    vault_of(store, holder)
    with store.read() as session:
        with pytest.raises(NoKey, match="no key"):
            open_vault(session, KeyFile(tmp_path / "nowhere.key"), at=store.clock.now())
        with pytest.raises(NoKey):
            open_vault(session, SystemKeyring(), at=store.clock.now())
        other = KeyFile(tmp_path / "other.key")
        create_key(other)
        with pytest.raises(WrongKey):
            open_vault(session, other, at=store.clock.now())


@pytest.mark.parametrize(
    "content", ["", "\n", "hello", "wetread-key-1 AAAA", "wetread-key-1 !!!", "wetread-key-2 " + "A" * 44]
)
def test_what_is_no_key_is_said_to_be_none(store: Store, tmp_path, content):
    kept = KeyFile(tmp_path / "wetread.key")
    kept.path.write_text(content)
    with pytest.raises(UnreadableKey), store.read() as session:
        open_vault(session, kept, at=store.clock.now())
    with pytest.raises(UnreadableKey):
        create_key(kept)


def test_the_database_holds_data_keys_wrapped_only(store: Store, holder):
    vault_of(store, holder)
    with store.read() as session:
        (row,) = session.exec(select(DataKeyRow)).all()
        raw = session.execute(text("SELECT wrapped FROM data_keys")).scalar_one()
    assert row.wrapped == raw
    assert (holder.read() or "").split()[1] not in raw
