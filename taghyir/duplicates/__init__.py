"""Two entries that may be the same organisation: proposed, decided by a person, merged, and parted again."""
