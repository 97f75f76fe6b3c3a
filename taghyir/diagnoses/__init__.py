"""The shared diagnosis of an enterprise: filled together step by step, read beside its own past, given back and signed."""
