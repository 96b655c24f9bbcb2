"""`wetread key`: the key under which patients' fields are sealed: made, checked, exchanged. It is never shown."""

from __future__ import annotations

import click

from reads.claims.vault import inside_books
from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.keyed import holder


@click.group(no_args_is_help=True)
@global_options
def key() -> None:
    """The key to patients' fields: create, check, rotate.

    Needed only where final reads come in. Without the key what it sealed is lost: keep a copy, apart from the backups.

    \b
    WETREAD_KEY_FILE=~/wetread.key wetread key create
    """


@key.command()
@at_desk
def create(desk: Desk) -> None:
    """Make a key where none is; one that is there is left alone.

    It goes into the file that WETREAD_KEY_FILE names, else that of `key_file` under [claims] in wetread.toml, else into
    the system's keyring.

    \b
    WETREAD_KEY_FILE=~/wetread.key wetread key create
    """
    from reads.store.events import Deed, record
    from reads.store.keys import create_key

    where = holder(desk)
    with desk.store.write() as session:
        made = create_key(where)
        if made:
            record(session, Deed("key.created", "key", {"place": where.place}), actor=desk.actor, at=desk.clock.now())
    inside = inside_books(desk.books, where.place)
    document = {"place": where.place, "created": made, "inside_books": inside}
    state = f"a key was made in {where.place}" if made else f"there is a key in {where.place}; nothing changed"
    desk.answer(document, lambda: click.echo(state))
    if made:
        desk.say("keep a copy of it elsewhere: without it patients' fields can't be opened by anybody")
    _warn_inside(desk, inside)


@key.command()
@at_desk
def check(desk: Desk) -> None:
    """Say whether the key is there and opens this database.

    \b
    wetread key check
    """
    from reads.store.keys import NoKey, has_key, open_vault

    where = holder(desk)
    if not has_key(where):
        raise NoKey
    with desk.store.write() as session:
        open_vault(session, where, at=desk.clock.now())
        session.rollback()
    inside = inside_books(desk.books, where.place)
    document = {"place": where.place, "opens": True, "inside_books": inside}
    desk.answer(document, lambda: click.echo(f"the key in {where.place} opens the patients' fields of these books"))
    _warn_inside(desk, inside)


@key.command()
@click.option("--because", default="", metavar="TEXT", help="Why; it goes into the audit log.")
@at_desk
def rotate(desk: Desk, because: str) -> None:
    """Exchange the key for a new one: what is sealed stays as it is, and the old key opens nothing of it any more.

    Backups made before keep the old key's protection: they need the old key, so keep it as long as you keep them.

    \b
    wetread key rotate --because "the administrator has left"
    """
    from reads.store.events import Deed, record
    from reads.store.keys import finish_rotation, rotate_key

    where = holder(desk)
    with desk.store.write() as session:
        number = rotate_key(session, where, at=desk.clock.now())
        deed = Deed("key.rotated", "key", {"place": where.place, "data_keys": number}, because)
        record(session, deed, actor=desk.actor, at=desk.clock.now())
    finish_rotation(where)
    document = {"place": where.place, "data_keys": number}
    desk.answer(document, lambda: click.echo(f"a new key is in {where.place}; keep a copy of it elsewhere"))


def _warn_inside(desk: Desk, inside: bool) -> None:
    if inside:
        desk.say("the key lies among the books that it protects; for real patients keep it elsewhere")
