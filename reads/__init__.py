"""Every read, from the file it came in to the door it leaves by; finals leave here."""
