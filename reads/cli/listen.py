"""`wetread reads listen`: a live feed of HL7 messages over MLLP."""

from __future__ import annotations

import asyncio
import signal
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reads.cli.desk import Desk, at_desk
from reads.cli.keyed import bringing
from reads.intake.profiles.books import hl7_profiles
from reads.log.heartbeat import SILENCE

if TYPE_CHECKING:
    from reads.log.mllp_server import FeedReceiver

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("listen")
@click.option(
    "--port", required=True, type=click.IntRange(0, 65_535), help="Where senders connect; 0 takes a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Which of this machine's addresses to listen on.")
@click.option("--profile", default="", metavar="NAME", help="The one profile for all messages.")
@click.option(
    "--heartbeat",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A JSON file written anew while it lives: what came, and the last message of each facility.",
)
@click.option(
    "--silence",
    type=click.FloatRange(0),
    default=SILENCE // timedelta(hours=1),
    show_default=True,
    metavar="HOURS",
    help="Say who sends nothing.",
)
@click.option(
    "--idle", type=click.FloatRange(0), default=240, show_default=True, metavar="MINUTES", help="Close what is idle."
)
@at_desk
def listen(desk: Desk, port: int, host: str, profile: str, heartbeat: Path | None, silence: float, idle: float) -> None:
    """Take a live feed of HL7 messages (MLLP) until it is stopped by Ctrl-C or SIGTERM.

    A message is acknowledged (AA) once it is safely in the log, also where the log knew it already; AE tells why it waits in
    quarantine, AR that it is no message; a profile with acknowledgement = "enhanced" answers as MSH-15 and MSH-16 ask. Refused
    connections and silent facilities are told on standard error; 0 hours or minutes are no limit. MLLP knows no encryption: from
    other machines, let it come through a tunnel.

    \b
    wetread reads listen --port 2575
    wetread reads listen --port 2575 --heartbeat feed.json --silence 2
    wetread reads listen --port 2575 --host 10.1.2.3 --profile mercy
    """
    from reads.log.mllp_server import FeedReceiver, Limits

    profiles = hl7_profiles(desk.books, profile)
    limits = Limits(idle=idle * 60, silence=silence * 3_600, heartbeat=heartbeat)
    receiver = FeedReceiver(desk.store, profiles, bringing(desk), actor=desk.actor, say=desk.say, limits=limits)
    if host not in _LOOPBACK:
        desk.say(
            f"patients' data will come to {host} as it is sent, unencrypted: let only a tunnel or the sender reach it"
        )
    asyncio.run(_until_stopped(receiver, host, port))
    received = receiver.received
    told = f"{received.accepted:,} accepted, {received.errors:,} in quarantine, {received.rejected:,} no messages"
    desk.answer(receiver.state(), lambda: click.echo(told))


async def _until_stopped(receiver: FeedReceiver, host: str, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    await receiver.serve(host, port, stop)
