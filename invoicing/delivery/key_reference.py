"""The reference of delivery/*.toml: what the reader asks for, kind by kind, each key with its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.delivery.portal_csv import FIELDS
from invoicing.delivery.profile import DeliveryKind
from invoicing.delivery.read_profile import profile_of
from reads.core.reference import ReferenceEntry, entry_of
from reads.core.toml_file import Key
from reads.core.toml_keys import keys_of

SENTENCES: Mapping[str, str] = {
    "kind": "In which form the client gets its papers.",
    "currencies": "What the target takes; every currency if left out (a portal's CSV without a column for it: the first, or USD).",
    "columns": f'The client\'s header in its order: "Invoice #" = "number". The fields: {", ".join(FIELDS)}; or a text, as "=US".',
    "dates": "How the portal writes days.",
    "x12": "Who sends and who receives the interchange.",
    "x12.version": "The release of the 810.",
    "x12.usage": "T for tests, P for production (ISA15).",
    "x12.sender_qualifier": "What kind of id the sender's is (ISA05), ZZ if not said.",
    "x12.sender": "Who sends (ISA06).",
    "x12.receiver_qualifier": "What kind of id the receiver's is (ISA07), ZZ if not said.",
    "x12.receiver": "Who receives (ISA08).",
    "cxml": "Who we are and who they are.",
    "cxml.from_domain": "Which list of ids ours is from.",
    "cxml.from_identity": "Our id there.",
    "cxml.to_domain": "Which list of ids theirs is from.",
    "cxml.to_identity": "Their id there.",
    "cxml.usage": "T for tests, P for production.",
    "ubl": "Which rules the document keeps, and by which ids the two are found.",
    "ubl.profile": "The rules: EN 16931, or PINT of the exchange network of the United States.",
    "ubl.customization": "The network's own name of its rules, where it has another one.",
    "ubl.process": "The network's own name of the process, where it has another one.",
    "ubl.seller_scheme": "Which list of ids the seller's is from.",
    "ubl.seller_id": "The seller's number there; PINT needs it.",
    "ubl.buyer_scheme": "Which list of ids the buyer's is from.",
    "ubl.buyer_id": "The buyer's number there; PINT needs it.",
}
"""By the key's path in the file."""


def delivery_keys() -> list[Key]:
    """Every key that a file of delivery/ may have, whatever its kind."""
    found: dict[tuple[str, str], Key] = {}
    for kind in DeliveryKind:
        for key in keys_of(lambda file: profile_of(file, ""), {"kind": kind.value}):
            found.setdefault((key.table, key.name), key)
    return list(found.values())


def delivery_entries() -> list[ReferenceEntry]:
    """What the reference says of delivery/*.toml."""
    return [
        entry_of(
            key,
            f"[{key.table}]" if key.table else "above all sections",
            SENTENCES.get(f"{key.table}.{key.name}" if key.table else key.name, ""),
        )
        for key in delivery_keys()
    ]
