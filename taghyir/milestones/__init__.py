"""Where an accompanied enterprise stands: at the start, at three, six and twelve months, at the exit, and after it."""
