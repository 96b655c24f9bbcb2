"""Bank files: their lines read, kept once each, matched to open papers, and posted by a person."""
