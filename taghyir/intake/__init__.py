"""A demand from its first word to its answer: notice, five questions, another body, a waiting list, and who was told."""
