"""HL7 messages to reads, beside splitting the same messages with python-hl7 and doing nothing with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.bench.measure import Row, Stopwatch, Work, measured
from tests.bench.scale import Scale
from tests.reads.intake.hl7.messages import HEADER, message, reading, report

HERE = "tests.bench.messages"


def rows(scale: Scale, _folder: Path) -> Iterable[Row]:
    """The row of the benchmark table."""
    count = min(scale.reads, 50_000)
    ours, theirs = measured(
        [
            Work(f"{count:,} HL7 messages → reads", f"{HERE}:ours", (str(count),)),
            Work("python-hl7's parse of them", f"{HERE}:parsed", (str(count),)),
        ]
    )
    yield Row(ours, (theirs,), "≤ 1 ×")


def ours(watch: Stopwatch, count: str) -> None:
    """From the bytes of a feed to reads, each with its content."""
    feed = "".join(_messages(int(count)))
    watch.start()
    assert sum(found.content is not None for found in reading(feed)) == int(count)


def parsed(watch: Stopwatch, count: str) -> None:
    """Each message alone."""
    import hl7

    messages = list(_messages(int(count)))
    watch.start()
    for each in messages:
        hl7.parse(each)


def _messages(count: int) -> Iterable[str]:
    for number in range(count):
        header = HEADER.replace("|M1|", f"|M{number}|")
        yield message(report(accession=f"A{number}", exam="CTHEAD^CT HEAD WITHOUT CONTRAST^L"), header=header)
