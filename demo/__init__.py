"""A year of plausible, invented work in the six territories, for demonstrations and tests of the whole house."""
