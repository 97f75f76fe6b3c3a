"""Pages of the accompaniment. A view finds, asks, acts and answers; it decides nothing."""
