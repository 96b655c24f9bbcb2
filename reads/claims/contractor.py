"""Which Medicare contractor a claim belongs to: by the ZIP of the reading place, not by its state (spec 5.6). Pure.

CMS's ZIP file, if imported     the carrier of the ZIP; its first two digits are the contractor's
Virginia's suburbs of DC        Novitas (CMS, Jurisdiction L fact sheet: Arlington and Fairfax counties, Alexandria)
else                            the rule of the state
"""

from __future__ import annotations

from collections.abc import Sequence

RAILROAD_ID = "00882"
"""The payer id of Railroad Medicare: Palmetto GBA processes its Part B claims for the whole country."""

RAILROAD = "Palmetto (RRB)"

BY_CARRIER = {
    "01": "Noridian (JE)",
    "02": "Noridian (JF)",
    "03": "Noridian (JF)",
    "04": "Novitas (JH)",
    "05": "WPS (J5)",
    "06": "NGS (J6)",
    "07": "Novitas (JH)",
    "08": "WPS (J8)",
    "09": "First Coast (JN)",
    "10": "Palmetto (JJ)",
    "11": "Palmetto (JM)",
    "12": "Novitas (JL)",
    "13": "NGS (JK)",
    "14": "NGS (JK)",
    "15": "CGS (J15)",
}
"""The A/B contractors by the first two digits of a Part B carrier number (CMS, MAC workload numbers)."""

_SUBURBS = (
    "20120 20121 20122 20124 20151 20153 20170 20171 20172 20190 20191 20192 20194 20195 20196 22003 22009 22015 22027 "
    "22030 22031 22032 22033 22034 22035 22036 22037 22038 22039 22041 22042 22043 22044 22060 22066 22067 22079 22081 "
    "22082 22095 22096 22101 22102 22103 22106 22107 22108 22109 22116 22118 22119 22120 22121 22122 22124 22150 22151 "
    "22152 22153 22156 22158 22159 22160 22161 22180 22181 22182 22183 22184 22185 22199"
)
DC_SUBURBS = frozenset(_SUBURBS.split())
"""ZIP codes of Fairfax County; those of Arlington begin with 222, those of Alexandria with 223."""

_NOVITAS = "Novitas (JL)"


def of_carrier(carrier: str) -> str:
    """The contractor behind a carrier number; empty for one that isn't known here."""
    return BY_CARRIER.get(carrier[:2], "")


def of_zip(state: str, zip_code: str) -> str:
    """The contractor where a state has two of them and no ZIP file was imported; empty where the state decides."""
    digits = zip_code[:5]
    if state == "VA" and (digits[:3] in {"222", "223"} or digits in DC_SUBURBS):
        return _NOVITAS
    return ""


def id_for(contractor: str, carrier: str, ids: Sequence[tuple[str, str]]) -> str:
    """The payer id of that contractor, by its name, its jurisdiction (`JL`) or the carrier number; empty for none."""
    jurisdiction = contractor.rpartition("(")[2].rstrip(")")
    known = {each.casefold() for each in (contractor, jurisdiction, carrier, contractor.partition(" (")[0]) if each}
    exact = [value for name, value in ids if name.strip().casefold() in known]
    return exact[0] if exact else ""
