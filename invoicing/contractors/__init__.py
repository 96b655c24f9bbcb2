"""What the readers are owed; margin."""
