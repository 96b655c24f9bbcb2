"""Closing a month: gathering its reads, looking at what it would bill, issuing its papers, and putting issued months right."""
