"""A contract's terms in plain words, and what a new version changes in them."""
