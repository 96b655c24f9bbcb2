"""`wetread reads watch`: a folder that an interface engine drops files into."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk

if TYPE_CHECKING:
    from reads.claims.import_report import Brought
    from reads.log.watched_folder import WatchedFolder
    from reads.store.engine import Store


@click.command("watch")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--profile", default="", metavar="NAME", help="How the source writes: profiles/NAME.toml of the books.")
@click.option("--done", type=click.Path(file_okay=False, path_type=Path), help="Where taken files are moved to.")
@click.option(
    "--settle", type=click.FloatRange(0), default=2, show_default=True, help="Seconds a file stays unchanged."
)
@click.option(
    "--every", type=click.FloatRange(0, min_open=True), default=2, show_default=True, help="Seconds from look to look."
)
@click.option("--once", is_flag=True, help="Take what is there, then end.")
@at_desk
def watch(desk: Desk, folder: Path, profile: str, done: Path | None, settle: float, every: float, once: bool) -> None:
    """Import the files that are dropped into a folder, each once and when it is whole, until stopped by Ctrl-C or SIGTERM.

    A file that was taken is moved to --done, else remembered by its content. One that can't be read is named, and stays.

    \b
    wetread reads watch /srv/drop --done /srv/drop/done
    wetread reads watch /srv/drop --profile mercy --once
    """
    from reads.claims.import_report import ImportReport
    from reads.cli.intake_report import show, tell
    from reads.log.watched_folder import WatchedFolder

    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    watched, brought, store = WatchedFolder(folder, settle), [], desk.store
    desk.say(f"watching {folder}")
    while not stop.is_set():
        for path in watched.whole(time.monotonic()):
            found = _taken(desk, store, watched, path, profile, done)
            if found:
                brought.append(found)
                tell(desk, ImportReport((found,)))
                if not desk.json:
                    show(ImportReport((found,)))
            if stop.is_set():
                break
        if once and not watched.waits():
            break
        stop.wait(min(every, settle or every) if once else every)
    desk.answer(ImportReport(tuple(brought)).as_json(), lambda: None)


def _taken(
    desk: Desk, store: Store, watched: WatchedFolder, path: Path, profile: str, done: Path | None
) -> Brought | None:
    """What the file brought; None where it was taken before, or can't be read."""
    from reads.claims.sources import File, How
    from reads.cli.intake import bringing_files
    from reads.core.errors import WetreadError
    from reads.directory.load_directory import load_directory
    from reads.log.watched_folder import digest_of_file, put_away, take_once
    from reads.store.errors import DatabaseUnavailable

    brought: list[Brought] = []
    try:
        digest = digest_of_file(path)
        with store.write() as session, path.open("rb") as stream:

            def bring() -> None:
                file, how = File(path, stream), How(profile=profile)
                brought.append(bringing_files(desk).bring_one(session, load_directory(session), file, how))

            new = take_once(session, path, digest, bring, by=desk.by)
    except DatabaseUnavailable as error:
        desk.say(f"{path}: {error.message}; it is tried again")
        return None
    except (WetreadError, OSError) as error:
        desk.say(f"{path}: {getattr(error, 'message', None) or getattr(error, 'strerror', '')}; it was not taken")
        desk.needs_a_person()
        watched.done(path)
        return None
    watched.done(path)
    if done is not None:
        try:
            put_away(path, done, digest)
        except OSError as error:
            desk.say(f"{path} was taken and can't be moved: {error.strerror}")
    return brought[0] if new else None
