"""The web form in a real browser: what a person sees, and what arrives."""
