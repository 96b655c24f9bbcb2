"""Rules of payers and states: dated data with a source, and how one is looked up."""
