"""What holds for every contract and every read."""
