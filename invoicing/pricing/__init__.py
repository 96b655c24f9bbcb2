"""What a read costs; pure, one file for each mechanism, every figure says how it came about."""
