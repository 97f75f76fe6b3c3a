"""What a page costs: statements, CPU of every process, bytes; with the hand-written limit beside it."""
