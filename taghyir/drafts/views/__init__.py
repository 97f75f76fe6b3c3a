"""The pages of drafts: sending one, trying it, seeing what it changes, publishing it."""
