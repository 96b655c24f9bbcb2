"""Code sets that claims are checked by, as CMS publishes them: each by its date, with the digest of its file (spec 5.6)."""
