"""Whether everything is as it was written: papers, payments, files and the log, checked and exported."""
