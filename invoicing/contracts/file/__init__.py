"""A contract file: its text to terms, or to all its faults, each with its line and remedy."""
