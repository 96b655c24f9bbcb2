"""The text of a message from its bytes: by what MSH-18 declares, else UTF-8 where it is that, else Latin-1 as Windows has it."""

from __future__ import annotations

DECLARED = {
    "ASCII": "utf-8",
    "UTF-8": "utf-8",
    "UNICODE UTF-8": "utf-8",
    "UNICODE": "utf-8",
    **{f"8859/{part}": f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    **{f"ISO-8859-{part}": f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    "WINDOWS-1252": "cp1252",
    "CP1252": "cp1252",
    "ISO IR6": "utf-8",
    "ISO IR14": "shift_jis",
    "ISO IR87": "iso2022_jp",
    "ISO IR159": "iso2022_jp_1",
    "GB 18030-2000": "gb18030",
    "KS X 1001": "euc_kr",
    "BIG-5": "big5",
}
"""Table 0211, and what systems write beside it. Who declares ASCII or nothing often sends more than that."""


def decoded(data: bytes) -> str:
    """The text; what can't be told in the encoding declared is read as the next in line, never refused and never lost."""
    for encoding in (_declared(data), "utf-8", "cp1252"):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return data.decode("latin-1")


def _declared(data: bytes) -> str:
    header = data.split(b"\r", 1)[0].split(data[3:4])
    name = header[17] if len(header) > 17 else b""
    repeated = data[5:6] if len(data) > 5 else b"~"
    word = name.split(repeated)[0] if repeated else name
    return DECLARED.get(word.decode("ascii", errors="replace").strip().upper(), "")
