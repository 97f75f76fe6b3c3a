"""The file as its enterprise holds it: planned, done, owed; what is not right; what it signs; all of it to take away."""
