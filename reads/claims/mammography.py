"""Codes of mammography: what stands on their claims, and which needs no order."""

SCREENING = frozenset({"77063", "77067"})
"""Screening mammography, which needs no order (42 CFR 410.34, 410.32(a))."""

MAMMOGRAPHY = frozenset({"77061", "77062", "77065", "77066", "G0279"}) | SCREENING
