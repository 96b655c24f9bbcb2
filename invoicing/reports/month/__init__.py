"""The month on one page: what was read and billed, how fast, what is stuck, who owes (spec 4.7)."""
