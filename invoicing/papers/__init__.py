"""Close, issue, adjust, credit: numbered, chained, never changed."""
