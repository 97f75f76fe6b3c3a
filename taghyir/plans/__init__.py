"""The plan of a file: what an enterprise wants to reach, who does what by when, and what of it is said otherwise or taken out."""
