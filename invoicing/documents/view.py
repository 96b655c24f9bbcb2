"""What is printed of a paper, as frozen values."""
