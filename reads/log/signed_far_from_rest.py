"""Reads of a file that were signed half a year or more from the rest of it: a mistyped year, where no other time tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reads.core.english import counted
from reads.core.findings import Finding, Severity, Where
from reads.core.month import Month

SIGNED_FAR = "signed_far_from_rest"
_FAR = 6
"""Months."""
_FEW = 3
"""At most one read in so many may stand apart: else there is no rest to be far from."""
_LINES = 5


@dataclass(slots=True)
class SigningMonths:
    """How many reads of a file were signed in which month (UTC), and the first lines of each."""

    months: dict[str, tuple[int, tuple[int, ...]]] = field(default_factory=dict)

    def add(self, signed_at: str, line: int) -> None:
        """Counts a read by its stored signing time."""
        number, lines = self.months.get(signed_at[:7], (0, ()))
        self.months[signed_at[:7]] = (number + 1, (*lines, line) if len(lines) < _LINES else lines)

    def far(self, file: str) -> Iterator[Finding]:
        """A warning for each month that is far from that in the middle."""
        total = sum(number for number, _ in self.months.values())
        if len(self.months) < 2 or total < _FEW:
            return
        middle = self._middle(total)
        apart = {month: self.months[month] for month in sorted(self.months) if abs(_index(month) - middle) >= _FAR}
        if sum(number for number, _ in apart.values()) * _FEW > total:
            return
        for month, (number, lines) in apart.items():
            away = abs(_index(month) - middle)
            where = ", ".join(map(str, lines)) + (", …" if number > len(lines) else "")
            yield Finding(
                "signed_far_from_rest",
                f"signed_at of {counted(number, 'read')} lies in {Month.parse(month).spelled()}, {away} months from the rest of "
                f"the file (line {where})",
                "where the year is mistyped, correct it at the source and import the row again with `--amend`; if it is right, nothing",
                Where(file, lines[0], 0, "signed_at"),
                Severity.WARNING,
            )

    def _middle(self, total: int) -> int:
        """The month, counted in months, up to which half of the reads were signed."""
        seen = 0
        for month in sorted(self.months):
            seen += self.months[month][0]
            if 2 * seen >= total:
                return _index(month)
        return 0


def _index(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:7])
