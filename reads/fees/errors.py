"""Why a CMS file is refused; nothing of it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Finding

_WHERE = "unpack CMS's relative value zip and take the PPRRVU file within it, unchanged: its CSV, text or XLSX"


class NotAFeeFile(WetreadError):
    """The file is no CMS relative value file in a layout that is understood; says what is missing."""

    code: ClassVar[str] = "not_a_fee_file"

    def __init__(self, file: str, missing: str) -> None:
        super().__init__(f"{file} can't be placed as a CMS relative value file: {missing}", _WHERE)


class DamagedFeeFile(WetreadError):
    """Rows of the file can't be read; all of them are listed."""

    code: ClassVar[str] = "damaged_fee_file"

    def __init__(self, file: str, problems: Sequence[Finding]) -> None:
        rows = counted(len(problems), "row")
        super().__init__(
            f"{file}: {rows} can't be read, nothing was imported", "download the file from CMS again", problems
        )


class UnnamedRelease(WetreadError):
    """Neither the file's title, nor its name, nor the caller says which quarter it is."""

    code: ClassVar[str] = "unnamed_release"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} says nowhere which release it is: it has no title line, and its name names no year and quarter",
            "say it with --release, like --release 2025D (January A, April B, July C, October D)",
        )


class ContradictedRelease(WetreadError):
    """The title, the file's name and the caller don't agree on the quarter."""

    code: ClassVar[str] = "contradicted_release"

    def __init__(self, file: str, said: Sequence[tuple[str, str]]) -> None:
        claims = ", ".join(f"{by} says {name}" for by, name in said)
        super().__init__(
            f"{file} can't be placed: {claims}", "give the file the name that CMS gave it, or leave --release out"
        )


class PairDisagrees(WetreadError):
    """The QPP and nonQPP files of one quarter have different work RVUs, which CMS's never have."""

    code: ClassVar[str] = "fee_pair_disagrees"

    def __init__(self, file: str, release: str, other: str, differing: Sequence[str]) -> None:
        shown = ", ".join(differing[:20]) + (f" and {len(differing) - 20} more" if len(differing) > 20 else "")
        super().__init__(
            f"{file} has other work RVUs for {release} than the {other} file imported before: {shown}",
            f"if CMS corrected the quarter, import both corrected files together: wetread fees import {file} and the {other} one",
        )


class NotACodeFile(WetreadError):
    """The file is no code set in a layout that is understood; says what is missing."""

    code: ClassVar[str] = "not_a_code_file"

    def __init__(self, file: str, missing: str) -> None:
        super().__init__(
            f"{file} can't be placed as a code set of CMS: {missing}",
            "take CMS's zip or a file of it unchanged, under its own name: ICD-10-CM order file or conversion table, NCCI "
            "practitioner edits, practitioner MUEs, ZIP to carrier and locality, places of service",
        )


class DamagedCodeFile(WetreadError):
    """Rows among the entries can't be read; all of them are listed."""

    code: ClassVar[str] = "damaged_code_file"

    def __init__(self, file: str, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"{file}: {counted(len(problems), 'row')} can't be read, nothing was imported",
            "download the file anew",
            problems,
        )
