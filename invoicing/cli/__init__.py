"""The `wetread` command and its nouns; no arithmetic."""
