"""What modality a CPT code's study is of, by the ranges in which CPT numbers imaging; no descriptors, only numbers."""

from __future__ import annotations

from bisect import bisect_right

_RANGES = (
    (70336, 70336, "MR"), (70450, 70498, "CT"), (70540, 70559, "MR"), (71250, 71275, "CT"), (71550, 71555, "MR"),
    (72125, 72133, "CT"), (72141, 72159, "MR"), (72191, 72194, "CT"), (72195, 72198, "MR"), (73200, 73206, "CT"),
    (73218, 73225, "MR"), (73700, 73706, "CT"), (73718, 73725, "MR"), (74150, 74178, "CT"), (74181, 74185, "MR"),
    (74261, 74263, "CT"), (75557, 75565, "MR"), (75571, 75580, "CT"), (75635, 75635, "CT"), (76506, 76999, "US"),
    (77046, 77049, "MR"), (77061, 77067, "MG"), (77080, 77086, "BMD"), (78012, 78607, "NM"), (78608, 78609, "PT"),
    (78610, 78804, "NM"), (78811, 78816, "PT"), (78830, 78835, "NM"), (93880, 93998, "US"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_ALIKE = frozenset({frozenset({"PT", "NM"}), frozenset({"PT", "CT"}), frozenset({"NM", "CT"}), frozenset({"XR", "RF"})})
"""Modalities that one machine or room serves: a PET with CT is sent as either."""


def modality_of(cpt: str) -> str:
    """The modality of a code's study; empty where its number alone doesn't tell."""
    if not cpt.isdecimal():
        return ""
    at = bisect_right(_STARTS, int(cpt)) - 1
    if at < 0 or int(cpt) > _RANGES[at][1]:
        return ""
    return _RANGES[at][2]


def agree(one: str, other: str) -> bool:
    """Whether two modalities can be of one study; an unknown one agrees with any."""
    return not one or not other or one == other or frozenset({one, other}) in _ALIKE
