"""The pages of diagnoses: the list and the result, the form filled in turns, giving back and signing."""
