"""The pages of corrections: opening answers again, choosing between two versions, two answers about one visit."""
