"""What modality a procedure code's study is of, by the numbers in which imaging is coded; no descriptors, only numbers.

A source that names no modality, or one that the code contradicts, is set right by this at both doors (spec 2.4).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from reads.core.codes import MODALITIES

_RANGES = (
    (70010, 70015, "RF"), (70030, 70330, "XR"), (70332, 70332, "RF"), (70336, 70336, "MR"), (70350, 70360, "XR"),
    (70370, 70371, "RF"), (70373, 70373, "RF"), (70380, 70380, "XR"), (70390, 70390, "RF"), (70450, 70498, "CT"),
    (70540, 70559, "MR"), (71010, 71130, "XR"), (71250, 71275, "CT"), (71550, 71555, "MR"), (72010, 72120, "XR"),
    (72125, 72133, "CT"), (72141, 72159, "MR"), (72170, 72190, "XR"), (72191, 72194, "CT"), (72195, 72198, "MR"),
    (72200, 72220, "XR"), (72240, 72295, "RF"), (73000, 73030, "XR"), (73040, 73040, "RF"), (73050, 73080, "XR"),
    (73085, 73085, "RF"), (73090, 73110, "XR"), (73115, 73115, "RF"), (73120, 73140, "XR"), (73200, 73206, "CT"),
    (73218, 73225, "MR"), (73500, 73523, "XR"), (73525, 73525, "RF"), (73540, 73565, "XR"), (73580, 73580, "RF"),
    (73590, 73610, "XR"), (73615, 73615, "RF"), (73620, 73660, "XR"), (73700, 73706, "CT"), (73718, 73725, "MR"),
    (74000, 74022, "XR"), (74150, 74178, "CT"), (74181, 74185, "MR"), (74190, 74251, "RF"), (74261, 74263, "CT"),
    (74270, 74485, "RF"), (74710, 74710, "XR"), (74712, 74713, "MR"), (74740, 74775, "RF"), (75557, 75565, "MR"),
    (75571, 75580, "CT"), (75600, 75630, "XA"), (75635, 75635, "CT"), (75658, 75984, "XA"), (75989, 75989, "RF CT US XA"),
    (76000, 76001, "RF"), (76010, 76010, "XR"), (76014, 76019, "MR"), (76080, 76080, "RF"), (76098, 76098, "XR MG"),
    (76100, 76102, "XR"), (76120, 76125, "RF"), (76376, 76377, "CT MR US"), (76380, 76380, "CT"), (76390, 76391, "MR"),
    (76496, 76496, "RF"), (76497, 76497, "CT"), (76498, 76498, "MR"), (76499, 76499, "XR"), (76506, 76999, "US"),
    (77001, 77003, "RF"), (77011, 77014, "CT"), (77021, 77022, "MR"), (77046, 77049, "MR"), (77053, 77067, "MG"),
    (77071, 77077, "XR"), (77078, 77078, "CT BMD"), (77080, 77083, "BMD"), (77084, 77084, "MR"), (77085, 77092, "BMD"),
    (78012, 78349, "NM"), (78350, 78351, "BMD NM"), (78399, 78428, "NM"), (78429, 78434, "PT"), (78445, 78458, "NM"),
    (78459, 78459, "PT"), (78466, 78483, "NM"), (78491, 78492, "PT"), (78494, 78607, "NM"), (78608, 78609, "PT"),
    (78610, 78804, "NM"), (78811, 78816, "PT"), (78830, 78999, "NM"), (79005, 79999, "NM"), (93303, 93356, "US"),
    (93880, 93998, "US"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_LETTERED = {
    **dict.fromkeys(("G0202", "G0204", "G0206", "G0279"), "MG"),
    **dict.fromkeys(("G0106", "G0120", "G0122"), "RF"),
    **dict.fromkeys(("G0219", "G0235", "G0252"), "PT"),
    **dict.fromkeys(("G0288", "G0297", "0042T", "0691T", "0721T", "0722T", "0743T"), "CT"),
    **dict.fromkeys(("0633T", "0634T", "0635T", "0636T", "0637T", "0638T"), "CT"),
    **dict.fromkeys(("0648T", "0649T", "0697T", "0698T", "0723T", "0724T", "0865T", "0866T"), "MR"),
    **dict.fromkeys(("G0365", "G0389", "G6001", "0689T", "0690T"), "US"),
    "G0130": "BMD",
    "G6002": "XR",
    "0742T": "NM PT",
    "0815T": "US BMD",
}
"""Codes of HCPCS level II and category III for imaging."""

_ALIKE = frozenset(
    map(frozenset, (("PT", "NM"), ("PT", "CT"), ("NM", "CT"), ("XR", "RF"), ("RF", "XA"), ("XR", "XA"), ("US", "IVUS")))
)
"""Modalities that one machine or room serves: a PET with CT is sent as either."""

_SAYS_NOTHING = frozenset({"", "OT"})


def modalities_of(code: str) -> tuple[str, ...]:
    """The modalities that a code's study may be of; none where its number doesn't tell, several for a few guidance codes."""
    if not code.isdecimal():
        return tuple(_LETTERED.get(code, "").split())
    at = bisect_right(_STARTS, int(code)) - 1
    return tuple(_RANGES[at][2].split()) if at >= 0 and int(code) <= _RANGES[at][1] else ()


def modality_of(code: str) -> str:
    """The modality of a code's study; empty where its number alone doesn't tell."""
    found = modalities_of(code)
    return found[0] if len(found) == 1 else ""


def agree(one: str, other: str) -> bool:
    """Whether two modalities can be of one study; an unknown one agrees with any."""
    return not one or not other or one == other or frozenset({one, other}) in _ALIKE


def study_modality(sent: str, listed: str, codes: Iterable[str]) -> str:
    """The modality that a study is billed by: what exams.csv lists or the source sent, unless the codes contradict it.

    Where neither agrees with the codes it is theirs; empty where several codes leave it open, and the source's own
    word, known or not, where no code tells.
    """
    coded = dict.fromkeys(each for code in codes for each in modalities_of(code))
    said = [each for each in (listed, sent) if each not in _SAYS_NOTHING and each in MODALITIES]
    if not coded:
        return said[0] if said else sent or listed
    fits = (each for each in said if any(agree(each, one) for one in coded))
    return next(fits, next(iter(coded)) if len(coded) == 1 else "")
