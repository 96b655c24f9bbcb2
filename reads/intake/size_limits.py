"""How large what comes in may be, in bytes: a file, a line, a workbook, a document, a message."""

LARGEST_FILE = 500_000_000
LONGEST_LINE = 256 * 65_536
"""As many columns as a file may have, each as long as it may be."""

LARGEST_WORKBOOK = 100_000_000
"""Packed: a workbook is held in memory."""

LARGEST_DOCUMENT = 40_000_000
"""Of one JSON document: read, it takes about ten times as much memory."""

LARGEST_MESSAGE = 16 << 20
"""Of one message in a file; a report with a PDF in it has some millions."""

LARGEST_FED_MESSAGE = 8 << 20
"""Of one message of a live feed; times the connections, that is what a receiver may hold at most."""
