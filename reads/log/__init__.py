"""The append-only register: record, amend, void, quarantine."""
