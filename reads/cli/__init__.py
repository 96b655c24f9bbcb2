"""The commands of reads: one file a noun, no arithmetic."""
