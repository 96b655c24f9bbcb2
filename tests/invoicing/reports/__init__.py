"""Reports: months in one page, comparisons, reconciliations."""
