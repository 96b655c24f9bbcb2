"""What a person or a script is told of an export, by a command and by a page alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from invoicing.exports.export_batch import Batch
from invoicing.exports.export_material import names_studies
from invoicing.exports.export_once import Exported
from invoicing.exports.formats import Format
from reads.core.english import counted
from reads.core.times import rfc3339


def exported_in_words(kind: Format, exported: Exported) -> list[str]:
    """What became of it, a line each, without the documents that are left out."""
    batch, lines = exported.batch, []
    sums = (f"{Decimal(amount):,f} {currency}" for currency, amount in batch.control.items())
    documents = ", ".join((counted(len(batch.documents), "document"), *sums))
    once = "; import it only once" if kind.once else ""
    if exported.again:
        lines.append(f"batch {batch.id} of {batch.at:%Y-%m-%d} again, the same bytes: {documents}{once}")
    elif batch.id:
        lines.append(f"batch {batch.id}: {documents}{once}")
    if names_studies(kind, batch.request):
        lines.append("it names studies, which are protected health information: keep it where patients' data may lie")
    return [*lines, *exported.written.notes]


def left_out_in_words(exported: Exported) -> list[str]:
    """The documents that the file could not take, each with its reason: a person enters them by hand."""
    return [
        f"{each.number}{f' of {each.client}' if each.client else ''} is not in the file: {each.why}"
        for each in exported.written.left_out
    ]


def exported_as_json(exported: Exported, files: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The export for scripts; `files` are the paths written, each with its hash."""
    return {
        **batch_as_json(exported.batch),
        "again": exported.again,
        "files": [{"path": path, "sha256": sha256} for path, sha256 in files],
        "left_out": [
            {"number": each.number, "client": each.client, "why": each.why} for each in exported.written.left_out
        ],
    }


def batch_as_json(batch: Batch) -> dict[str, object]:
    """A batch for scripts."""
    return {
        "batch": batch.id or None,
        "format": batch.request.target,
        "from": str(batch.request.period.first),
        "to": str(batch.request.period.last),
        "lines": batch.request.grouping.value,
        "documents": list(batch.documents),
        "totals": dict(batch.control),
        "sha256": batch.sha256,
        "replaces": batch.request.replaces,
        "at": rfc3339(batch.at),
        "actor": batch.actor,
    }
