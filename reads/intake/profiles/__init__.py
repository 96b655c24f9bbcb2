"""How a source writes its reads, as books/profiles/*.toml tell it: one file a kind of source."""
