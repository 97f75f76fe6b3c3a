"""Paper: the forms of `surveys` printed as sheets, and the filled sheets read back, with a person who confirms each."""
