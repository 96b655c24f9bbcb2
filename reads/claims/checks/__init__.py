"""Is the final billable? One file a kind of check, all of them listed in `all_checks`."""
