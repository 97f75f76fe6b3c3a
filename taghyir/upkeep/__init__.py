"""The directory kept true: who owns a card, when it was last confirmed, what a reader says is wrong."""
