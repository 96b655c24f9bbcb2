"""Certificates of a time stamp in order: what can't be walked through is left to its reader."""

import pytest

from reads.store.certificate_order import with_certificates_in_order


def element(tag: int, *content: bytes) -> bytes:
    """An element of DER, its length in one byte or, from 128 on, in two more."""
    inside = b"".join(content)
    length = bytes([len(inside)]) if len(inside) < 128 else b"\x82" + len(inside).to_bytes(2, "big")
    return bytes([tag]) + length + inside


def answer(*certificates: bytes) -> bytes:
    """A granted answer, whose signed data has a version, and the certificates."""
    signed = element(0x30, element(0x02, b"\x03"), element(0xA0, *certificates), element(0x31))
    token = element(0x30, element(0x06, b"\x2a"), element(0xA0, signed))
    return element(0x30, element(0x30, element(0x02, b"\x00")), token)


SHORT, LONG = element(0x30, b"root"), element(0x30, b"authority" * 40)


@pytest.mark.parametrize("sent", [(SHORT, LONG), (LONG, SHORT), (LONG, SHORT, LONG)])
def test_certificates_are_sorted_and_nothing_else_moves(sent: tuple[bytes, ...]):
    assert with_certificates_in_order(answer(*sent)) == answer(*sorted(sent))


@pytest.mark.parametrize(
    "other",
    [b"", b"\x30", b"\x30\x05\x00", element(0x30, element(0x30, element(0x02, b"\x02"))), answer(LONG, SHORT)[:-1]],
    ids=["nothing", "half an element", "too long", "refused", "cut short"],
)
def test_what_has_no_token_or_is_cut_short_comes_back_as_it_is(other: bytes):
    assert with_certificates_in_order(other) == other
