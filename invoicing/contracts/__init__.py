"""The terms, as frozen values read from TOML."""
