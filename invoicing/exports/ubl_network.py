"""What a network of exchange asks of a UBL document beyond EN 16931: its profile, both parties' addresses there, postal addresses by part."""

from __future__ import annotations

from dataclasses import dataclass

EN16931 = "urn:cen.eu:en16931:2017"
PINT = "urn:peppol:pint:billing-1"
"""The international profile that the exchange network of the United States builds on; a network may name one of its own."""

PINT_PROCESS = "urn:peppol:bis:billing"


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """A party's address on the network: the code of its scheme (EAS: 0060 DUNS, 0088 GLN, 9959 EIN), and its number there."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Network:
    """The profile that a document keeps, and the parties' addresses; `structured` postal addresses have city and ZIP apart."""

    customization: str = EN16931
    process: str = ""
    seller: NetworkAddress | None = None
    buyer: NetworkAddress | None = None
    structured: bool = False


NO_NETWORK = Network()
"""A file that goes from hand to hand."""
