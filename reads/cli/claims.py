"""`wetread claims`: final reads to insurance: what is ready, what is held and why, files, corrections, answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options
from reads.cli.keyed import vault_opener
from reads.cli.known_words import MONTH
from reads.cli.wording import BECAUSE
from reads.core import typed
from reads.core.english import counted

if TYPE_CHECKING:
    from sqlmodel import Session

    from reads.claims.office import Office
    from reads.claims.worklist import WorkList

_SHOWN = 5

OF_MONTH = click.option("--month", type=MONTH, metavar="MONTH", help="This month's only, like 2026-10.")


@click.group(no_args_is_help=True)
@global_options
def claims() -> None:
    """Final reads to insurance: check, export, list, show, void, replace, ack, secondary, denials, silent, payments, rules.

    \b
    wetread claims check --month 2026-10
    wetread claims export --month 2026-10 -o claims/
    wetread claims ack 835-20261120.txt
    """


def office_of(desk: Desk, session: Session) -> Office:
    """What the claims room looks finals up with."""
    from reads.claims.office import Office

    return Office.load(session, vault_opener(desk, session), desk.clock, desk.other_door(session))


@claims.command()
@OF_MONTH
@at_desk
def check(desk: Desk, month: str | None) -> None:
    """The work list: finals that are ready, and those that are held, by payer and reason; exit status 1 if any is held.

    \b
    wetread claims check --month 2026-10
    """
    from reads.claims.worklist import work_list
    from reads.claims.worklist_shown import work_as_json

    with desk.store.read() as session:
        work = work_list(office_of(desk, session), typed.month(month) if month else None)
    desk.answer(work_as_json(work), lambda: _show_work(work))
    if work.held or work.changed:
        desk.needs_a_person()


def _show_work(work: WorkList) -> None:
    _show_ready(work)
    _show_held(work)
    for each in work.changed:
        verb, state = ("void", "is void") if each.logged.void else ("replace", "was amended")
        click.secho(f"{each.logged.read.accession} {state} since claim {each.claim} was made", bold=True)
        click.echo(f'    → `wetread claims {verb} {each.claim} --because "..."`')
    held = f"{len(work.held):,} held, " if work.held else ""
    click.echo(f"{len(work.ready):,} ready, {held}{work.claimed:,} on a claim already")


def _show_ready(work: WorkList) -> None:
    from reads.claims.worklist_shown import codes_with_modifiers, ready_by_payer

    for payer, where, finals in ready_by_payer(work):
        click.secho(f"ready: {counted(len(finals), 'read')} to {payer} ({where})", bold=True)
        for final in finals[:_SHOWN]:
            codes = ", ".join(codes_with_modifiers(final))
            click.echo(
                f"    {final.route.logged.version_id} ({final.read.facility} {final.read.accession})  {codes}  "
                f"{final.service_date}  POS {final.place_of_service}  read in {final.location.us_state}"
            )
        if len(finals) > _SHOWN:
            click.echo(f"    and {len(finals) - _SHOWN:,} more")


def _show_held(work: WorkList) -> None:
    """By payer and code, each sentence with its reads, its remedy, and where the rule comes from."""
    from reads.claims.worklist_shown import held_by_reason

    for payer, code, reasons in held_by_reason(work):
        count = sum(map(len, reasons.values()))
        click.secho(f"held: {counted(count, 'read')} of {payer or 'no payer'}, {code}", bold=True)
        for reason, finals in reasons.items():
            click.echo(f"  {reason.message}")
            click.echo(f"    → {reason.remedy}")
            click.echo(f"    rule: {reason.rule} ({reason.source}; {reason.confidence})")
            if reason.decidable:
                click.echo(f'    or: `wetread claims release {finals[0].number} --because "..."`')
            names = [f"{each.number} ({each.logged.read.facility} {each.logged.read.accession})" for each in finals]
            more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
            click.echo(f"    {', '.join(names[:_SHOWN])}{more}")


@claims.command()
@click.argument("number", metavar="ID", type=int)
@BECAUSE
@click.option("--reason", metavar="CODE", help="Release it from this reason only.")
@at_desk
def release(desk: Desk, number: int, because: str, reason: str | None) -> None:
    """Release a held final from the reasons that a person may decide; a final read abroad never.

    \b
    wetread claims release 4711 --because "the plan confirmed by telephone that it takes the day of the exam"
    """
    from reads.claims.release_final import release_final

    with desk.store.write() as session:
        office = office_of(desk, session)
        codes = release_final(session, office, number, because, reason, actor=desk.actor, at=desk.clock.now())
    desk.answer(
        {"id": number, "released": list(codes)}, lambda: click.echo(f"{number}: released from {', '.join(codes)}")
    )


def _import_rules(desk: Desk, pack: Path) -> None:
    from reads.claims.rules.pack import import_pack

    taken = import_pack(desk.books, pack)
    document = {"added": list(taken.added), "known": list(taken.known)}
    told = f"{counted(len(taken.added), 'rule')} put into payers/rules.toml, {len(taken.known)} there already"
    desk.answer(document, lambda: click.echo(f"{told}; `wetread apply` takes them"))


@claims.command()
@click.option("--as-of", "--on", "day", metavar="DATE", help="Those in force on this day, like 2026-10-31; else today.")
@click.option(
    "--stale", type=click.IntRange(0), metavar="DAYS", help="Those whose source nobody has looked at for so many days."
)
@click.option(
    "--import",
    "pack",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put the rules of a pack (TOML, or a zip of such files) into payers/rules.toml.",
)
@at_desk
def rules(desk: Desk, day: str | None, stale: int | None, pack: Path | None) -> None:
    """The checks that every claim passes, and the rules of payers and states that are in force.

    The books' own rules (payers/rules.toml) go before those that are shipped; what is uncertain holds a claim for a person.

    Each has an age: days since its source was last looked at (`checked`), else since it holds. Exit status 1 with --stale where
    there are such rules.

    \b
    wetread claims rules --as-of 2026-10-31
    wetread claims rules --stale 365
    wetread claims rules --import rules-2027.zip
    """
    from reads.claims.rules.age import age_in_words
    from reads.claims.rules.age import stale as older_than
    from reads.claims.rules.lookup import Rules
    from reads.claims.worklist_shown import checks_as_json, rules_as_json
    from reads.core.clock import today
    from reads.directory.load_directory import load_directory

    if pack is not None:
        _import_rules(desk, pack)
        return
    with desk.store.read() as session:
        directory = load_directory(session, ("group", "rules"))
    on = desk.day(day) or today(desk.clock, directory.group.timezone if directory.group else "UTC")
    in_force = list(Rules(directory.rules).on(on))
    if stale is not None:
        in_force = list(older_than(in_force, on, stale))
    checks = checks_as_json() if stale is None else []
    document = {"on": on.isoformat(), "checks": checks, "rules": rules_as_json(in_force, on)}

    def show() -> None:
        for each in checks:
            click.echo("{code}: {rule} ({source}; {confidence})".format(**each))
        if stale is None:
            click.echo(f"\nrules in force on {on}; for each question the first that fits answers:")
        else:
            click.echo(f"rules in force on {on} whose source nobody has looked at for {stale} days: {len(in_force)}")
        for rule, of_books in in_force:
            whom = " ".join(filter(None, (rule.payer, str(rule.kind), rule.state))) or "everybody"
            since = f" from {rule.starts}" if rule.starts else ""
            own = ", the books' own" if of_books else ""
            click.echo(
                f"{rule.check}: {whom}: {rule.value}{since} ({rule.source}; {rule.confidence}; {age_in_words(rule, on)}{own})"
            )

    desk.answer(document, show)
    if stale is not None and in_force:
        desk.needs_a_person()
