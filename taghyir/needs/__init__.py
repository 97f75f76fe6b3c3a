"""Needs found in the field: each has a state, an owner and an age, and ends with an answer told back."""
