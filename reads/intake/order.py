"""An order: that a study was asked for, whoever reads it and whenever. Without anything that names a patient."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

CANCELLED = frozenset({"CA", "OC", "DC", "CR", "OD", "DR"})
"""ORC-1, table 0119: the order is or was cancelled or discontinued."""

ORDER_CANCELLED = "order_cancelled"
"""What is said of a read that stands although its order is cancelled."""


class Order(NamedTuple):
    """What an order message says, in the text forms of `reads.intake.content`; `control` is ORC-1, `number` the placer's.

    An order without an accession number stands under its own number.
    """

    facility: str
    accession: str
    exam_code: str
    cpt: str
    number: str
    control: str
    description: str
    modality: str
    priority: str
    patient_class: str
    payer: str
    exam_at: str
    received_at: str
    sent_at: str

    @property
    def digest(self) -> str:
        """Equal for orders that say the same."""
        return blake2b("\x1f".join(self).encode(), digest_size=16).hexdigest()

    @property
    def is_cancelled(self) -> bool:
        """Whether the study is no longer asked for."""
        return self.control in CANCELLED
