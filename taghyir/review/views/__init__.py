"""The pages of answers: reading, judging, correcting, taking away, showing."""
