"""What the readers are owed."""
