"""`wetread fees`: CMS relative value files come in, and what they say of a code (spec 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk, global_options

if TYPE_CHECKING:
    from reads.fees.import_release import ImportedFees
    from reads.fees.loaded_releases import StoredRelease


@click.group(no_args_is_help=True)
@global_options
def fees() -> None:
    """CMS relative value files: import them, list them, show what they say of a code.

    \b
    wetread fees import PPRRVU2026_Jul_nonQPP.csv
    """


def show_imported(desk: Desk, done: Sequence[ImportedFees]) -> None:
    """Answers with what became of each file."""
    from reads.fees.import_report import imported_in_words

    desk.answer([_as_json(one) for one in done], lambda: click.echo("\n".join(map(imported_in_words, done))))


def _as_json(done: ImportedFees) -> dict[str, object]:
    changes = [
        {
            "code": change.code,
            "modifier": change.modifier,
            "old": None if change.old is None else str(change.old),
            "new": None if change.new is None else str(change.new),
        }
        for change in done.changes
    ]
    return {
        "path": done.file,
        "release": done.release,
        "revision": done.revision,
        "status": done.arrival.value,
        "codes": done.codes,
        "factor": None if done.factor is None else str(done.factor),
        "changes": changes,
    }


@fees.command()
@click.argument("code")
@at_desk
def show(desk: Desk, code: str) -> None:
    """What every imported release says of a code; * marks the row whose work RVU counts.

    \b
    wetread fees show 70450
    """
    from reads.fees.loaded_releases import load_releases

    wanted = code.strip().upper()
    with desk.store.read() as session:
        releases = load_releases(session, [wanted])
    rows: list[dict[str, object]] = []
    for release in sorted(releases.by_name.values(), key=lambda release: release.starts):
        counting = release.professional(wanted)
        rows += [
            {
                "code": value.code,
                "modifier": value.modifier,
                "release": release.name,
                "from": release.starts.isoformat(),
                "work_rvu": str(value.work_rvu),
                "status": value.status,
                "pctc": value.pctc,
                "counts": value == counting,
            }
            for value in release.values.values()
        ]
    if not rows:
        desk.say(f"no imported release has {wanted}; `wetread fees list` shows the releases")
    desk.answer(rows, lambda: click.echo("\n".join(map(_value_line, rows)), nl=bool(rows)))


def _value_line(row: dict[str, object]) -> str:
    mark = "*" if row["counts"] else " "
    return (
        f"{row['release']}  from {row['from']}  {row['code']} {row['modifier'] or '  '} {mark} "
        f"work RVU {row['work_rvu']:>6}  status {row['status']}  PC/TC {row['pctc']}"
    )


@fees.command("list")
@at_desk
def list_(desk: Desk) -> None:
    """The imported releases.

    \b
    wetread fees list
    """
    from reads.fees.loaded_releases import newest_revisions

    with desk.store.read() as session:
        rows = [_release_as_json(row) for row in newest_revisions(session)]
    if not rows:
        desk.say("no release is imported yet: `wetread fees import FILE`, the PPRRVU file of CMS's relative value zip")
    desk.answer(rows, lambda: click.echo("\n".join(map(_release_line, rows)), nl=bool(rows)))


def _release_as_json(row: StoredRelease) -> dict[str, object]:
    return {
        "release": row.name,
        "revision": row.revision,
        "from": row.starts.isoformat(),
        "until": row.ends.isoformat(),
        "variant": row.variant,
        "released_on": row.released_on or None,
        "path": row.path,
        "sha256": row.sha256,
    }


def _release_line(row: dict[str, object]) -> str:
    return f"{row['release']}  {row['from']} to before {row['until']}  revision {row['revision']}  {row['path']}"
