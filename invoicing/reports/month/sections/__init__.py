"""The report's sections: each from figures to its lead, charts and tables."""
