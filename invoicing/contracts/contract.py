"""The terms of one client, as frozen values."""
