"""Commands of the duplicates."""
