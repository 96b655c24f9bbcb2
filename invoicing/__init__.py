"""Wet reads: from a routed read to money in the bank."""
