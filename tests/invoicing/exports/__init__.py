"""Exports: papers and payments in accounting's own forms."""
