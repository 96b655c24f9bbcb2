"""The columns of what is kept like a file of the directory and stands in another: the group itself, and payers' rules."""

from __future__ import annotations

from reads.core.codes import Priority
from reads.core.findings import Wrong
from reads.core.x12_id_qualifiers import INTERCHANGE_QUALIFIERS
from reads.directory import cell_types
from reads.directory.bank_routing import bank_routing
from reads.directory.column import SINCE, UNTIL, Column, Sort, optional
from reads.directory.invoice_number import number_pattern
from reads.directory.model import Group, PayerKind, PayerRule
from reads.directory.names import folded

_LONGEST = 64


def priority_classes(text: str) -> tuple[str, ...]:
    """The group's own urgencies, in small letters; Wrong for one that there is without being named."""
    found = tuple(folded(word) for word in cell_types.lines(text))
    for at, word in enumerate(found):
        if word in set(Priority):
            raise Wrong(
                f"{word} is a priority without being named", "name only those beside routine, stat and critical"
            )
        if word in found[:at]:
            raise Wrong(f"{word} is named twice", "leave one of the two")
        if len(word) > _LONGEST:
            raise Wrong(f"{word[:20]}... is longer than {_LONGEST} characters", "a word or two will do")
    return found


GROUP = Sort(
    "group",
    Group,
    (),
    (
        Column("name"),
        Column("npi", cell_types.npi),
        Column("tax_id", cell_types.tax_id),
        Column("taxonomy", cell_types.taxonomy),
        Column("address", cell_types.lines),
        Column("remit_to", cell_types.lines),
        Column("phone"),
        Column("email", cell_types.email),
        Column("timezone", cell_types.zone_name),
        optional("invoice_number", number_pattern, "WR-{year}-{seq:05d}"),
        optional("logo"),
        optional("submitter_id"),
        optional("receiver_id"),
        optional("receiver"),
        optional("receiver_qualifier", cell_types.one_of(*INTERCHANGE_QUALIFIERS), "ZZ"),
        optional("submitter_qualifier", cell_types.one_of(*INTERCHANGE_QUALIFIERS), "ZZ"),
        optional("usage", cell_types.one_of("T", "P"), "T"),
        optional("reference_prefix", cell_types.reference_prefix),
        optional("answer_ids", cell_types.lines, ()),
        optional("test_senders", cell_types.lines, ()),
        optional("priority_classes", priority_classes, ()),
        optional("ach_bank"),
        optional("ach_routing", bank_routing),
        optional("ach_account"),
    ),
    place="wetread.toml",
)
"""The group itself: not a file of the directory, but kept like one; what wetread.toml says is read into it."""

CONFIDENCES = ("verified", "secondary", "known", "uncertain")
"""How sure a rule is: read in a primary text, in a secondary one, known without one, or open."""

RULES = Sort(
    "rules",
    PayerRule,
    ("id", "from"),
    (
        Column("id", cell_types.identifier, about="Its name; with another `from` it is the same rule later on."),
        Column("check", about="The check that asks for it."),
        Column("value", about="What the rule answers."),
        optional("kind", cell_types.one_of(*PayerKind), about="Payers of which kind; of every kind if left out."),
        optional("payer", cell_types.identifier, about="Which payer: an id of directory/payers.csv."),
        optional("state", cell_types.state, about="In which state."),
        Column("source", about="Where it is written."),
        Column(
            "confidence", cell_types.one_of(*CONFIDENCES), about="How sure it is; what is uncertain holds the read."
        ),
        SINCE,
        UNTIL,
        optional("note", about="What a person should know of it."),
        optional("checked", cell_types.day, None, about="When it was last looked up."),
    ),
    place="payers/rules.toml",
)
"""The payers' rules: tables of payers/rules.toml, not a file of the directory, but kept like one (spec 5.2)."""
