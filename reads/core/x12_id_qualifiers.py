"""What an interchange says of the ids of who sends and who takes it (X12, ISA05 and ISA07)."""

INTERCHANGE_QUALIFIERS = ("01", "14", "20", "27", "28", "29", "30", "33", "ZZ")
"""ISA05 and ISA07: 01 and 14 D-U-N-S, 27 a Medicare carrier, 29 a Medicare provider, 30 a tax number, 33 NAIC, ZZ agreed on."""
