"""Who a document is from and to, as it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from invoicing.documents import figures
from invoicing.papers.paper import BillTo, Issuer


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Party:
    """A name with its address, and further facts about it."""

    name: str
    address: tuple[str, ...]
    facts: tuple[Labelled, ...] = ()


def issuing_party(issuer: Issuer) -> Party:
    """The group, with the numbers that it is registered by."""
    facts = labelled(("Tax ID", issuer.tax_id), ("NPI", issuer.npi))
    return Party(figures.plain(issuer.name), plain_lines(issuer.address), facts)


def billed_party(to: BillTo) -> Party:
    """The client, with whom to ask for."""
    facts = labelled(("Attn", to.attention), ("", to.email))
    return Party(figures.plain(to.name), plain_lines(to.address), facts)


def labelled(*facts: tuple[str, str]) -> tuple[Labelled, ...]:
    """The facts that say something."""
    return tuple(Labelled(label, figures.plain(value)) for label, value in facts if value.strip())


def plain_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each as it is printed."""
    return tuple(filter(None, map(figures.plain, texts)))
