"""Why an export can't be written: one class a reason, its sentence built inside it; nothing was changed."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.exports.left_out import LeftOut
from reads.core.errors import WetreadError, WrongUse
from reads.core.findings import Finding


class Unbalanced(WetreadError):
    """An entry's debits are not its credits: a paper whose lines are not its total."""

    code = "unbalanced"

    def __init__(self, document: str) -> None:
        super().__init__(
            f"the entry of {document} does not balance", "`wetread audit verify` says what is wrong with the paper"
        )


class BeyondLimits(WetreadError):
    """The product would refuse or cut all that would be written; `left_out` are the documents, where they are known."""

    code = "beyond_limits"

    def __init__(self, product: str, problems: Sequence[Finding], left_out: Sequence[LeftOut] = ()) -> None:
        self.left_out = tuple(left_out)
        count = len(problems)
        super().__init__(
            f"{product} would not take this: {count} {'problem' if count == 1 else 'problems'}, nothing was written",
            "correct what is listed and run the command again",
            problems,
        )


class NothingToExport(WetreadError):
    """No document of the period is left for the target."""

    code = "nothing_to_export"

    def __init__(self, target: str, period: str, batches: Sequence[int]) -> None:
        if batches:
            told = ", ".join(str(batch) for batch in batches)
            what = f"everything of {period} went to {target} before, in batch {told}"
            remedy = (
                f"`wetread export {target} --again {batches[-1]} -o FILE` writes the same file again; with --anew as you "
                "ask for it now, if that file was never imported"
            )
        else:
            what = f"there is nothing of {period} to export"
            remedy = "`wetread invoice list` shows the papers and their months"
        super().__init__(what, remedy)


class NoSuchBatch(WrongUse):
    """No batch of the target has that number."""

    code = "no_such_batch"

    def __init__(self, target: str, batch: int) -> None:
        super().__init__(f"{target} has no batch {batch}", "`wetread export list` shows them")


class ExportIsFinal(WetreadError):
    """A batch of a period that is locked is not replaced by another."""

    code = "export_is_final"

    def __init__(self, period: str, batch: int) -> None:
        super().__init__(
            f"{period} is locked, and what was exported of it is final: batch {batch} is not replaced",
            f"`--again {batch}` alone writes the same file; `wetread lock MONTH --reopen --because TEXT` opens the period",
        )


class ExportedMeanwhile(WetreadError):
    """Others exported to the same target while this export was drawn up, time and again."""

    code = "exported_meanwhile"

    def __init__(self, target: str) -> None:
        super().__init__(
            f"other commands went on exporting to {target} meanwhile, and nothing of this one was kept",
            "`wetread export list` shows what they wrote; run it again when they are done",
        )


class NotTheSame(WetreadError):
    """A later version of wetread would write other bytes than the batch had."""

    code = "not_the_same_bytes"

    def __init__(self, batch: int) -> None:
        super().__init__(
            f"batch {batch} would not be the same bytes as before: an earlier version of wetread wrote it",
            "use the file that was written then; its SHA-256 is in `wetread export list`",
        )


class BadPeriod(WrongUse):
    """The period ends before it begins, or is not given."""

    code = "bad_period"

    def __init__(self, why: str) -> None:
        super().__init__(why, "write --from 2026-10 --to 2026-10")


class BadTemplate(WrongUse):
    """The product's own header lacks what an import needs."""

    code = "bad_template"

    def __init__(self, path: str, missing: Sequence[str]) -> None:
        what = f"has no column for {', '.join(missing)}" if missing else "has no header row"
        super().__init__(f"{path} {what}", "download the template from the product again, and name that file")


class NoTemplates(WrongUse):
    """The format has no header of a company's own."""

    code = "no_templates"

    def __init__(self, target: str) -> None:
        super().__init__(f"{target} takes no --template", "it is for the import files of accounting products")


class OneFileOnly(WrongUse):
    """Several files can't go to standard output."""

    code = "one_file_only"

    def __init__(self, target: str) -> None:
        super().__init__(f"{target} makes several files here", "name a folder or a .zip with -o")
