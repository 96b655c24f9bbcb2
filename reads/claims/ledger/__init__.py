"""The account of a claim: what payers said, as dated postings that are added up."""
