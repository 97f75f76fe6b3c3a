"""Small grants and equipment handed over to an enterprise: how much, whose money, and a deed that is signed."""
