"""X12: claims written as 837P and read back, and what payers answer (999, TA1, 277CA, 835); text in, values out."""
