"""A delivery profile, books/delivery/NAME.toml, as frozen values.

kind = "portal-csv"             # or folder, email, cxml, x12-810, ubl
currencies = ["USD"]            # what the target takes; every currency if left out (a portal CSV: see `columns`)

[columns]                       # portal-csv: the client's header, in its order, and our fields
"Supplier Invoice #" = "number"
"Line total"         = "line.amount"
"Country"            = "=US"    # a text of its own

[x12]                           # x12-810
version = "4010"                # or 5010
sender = "36-1234567"           # ISA06, with sender_qualifier; receiver and receiver_qualifier alike

[cxml]                          # cxml: who we and they are, a domain and an identity each
from_domain = "DUNS"

[ubl]                           # ubl
profile = "en16931"             # or pint: the profile of the exchange network of the United States, which needs
seller_scheme = "EIN"           # EIN, DUNS or GLN, and
seller_id = "36-1234567"        # the number; buyer_scheme and buyer_id alike. `customization` and `process` where the
                                # network names its own
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeliveryKind(StrEnum):
    """In which form a client gets its papers."""

    FOLDER = "folder"
    EMAIL = "email"
    PORTAL_CSV = "portal-csv"
    CXML = "cxml"
    X12_810 = "x12-810"
    UBL = "ubl"


class X12Version(StrEnum):
    """The releases of the 810 that are written."""

    V4010 = "4010"
    V5010 = "5010"


class ProfileUsage(StrEnum):
    """ISA15: whether it is meant."""

    TEST = "T"
    PRODUCTION = "P"


class UblProfile(StrEnum):
    """Which rules the document says that it keeps."""

    EN16931 = "en16931"
    PINT = "pint"


class EndpointScheme(StrEnum):
    """By what a party is known on the network, with its code in the list of electronic address schemes (EAS)."""

    DUNS = "DUNS"
    GLN = "GLN"
    EIN = "EIN"

    @property
    def code(self) -> str:
        """The scheme's code."""
        return {"DUNS": "0060", "GLN": "0088", "EIN": "9959"}[self.value]


@dataclass(frozen=True, slots=True)
class X12Ids:
    """The envelope of an 810."""

    version: X12Version
    usage: ProfileUsage
    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str


@dataclass(frozen=True, slots=True)
class CxmlIds:
    """The credentials of a cXML header, without a secret: who carries the file adds it."""

    from_domain: str
    from_identity: str
    to_domain: str
    to_identity: str
    usage: ProfileUsage


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A party's address on the network."""

    scheme: EndpointScheme
    id: str


@dataclass(frozen=True, slots=True)
class UblIds:
    """The profile of a UBL document, and the parties' addresses where it wants them."""

    profile: UblProfile
    customization: str
    process: str
    seller: Endpoint | None
    buyer: Endpoint | None


@dataclass(frozen=True, slots=True)
class Profile:
    """How a client gets its papers; of the tables only that of its kind is there."""

    name: str
    kind: DeliveryKind
    currencies: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    dates: str = "%m/%d/%Y"
    x12: X12Ids | None = None
    cxml: CxmlIds | None = None
    ubl: UblIds | None = None
