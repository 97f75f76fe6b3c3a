"""The pages of paper."""
