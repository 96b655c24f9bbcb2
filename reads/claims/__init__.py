"""Finals to checked claims to 837P, and the answers to them; the only room that knows a patient."""
