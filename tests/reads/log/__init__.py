"""The append-only register."""
