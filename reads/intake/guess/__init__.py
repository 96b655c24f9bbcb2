"""A profile proposed for a file that nobody has described: by its column names, its content, and what the books know."""
