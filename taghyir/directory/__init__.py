"""The actors of the social and solidarity economy: organisations, legal forms, identifiers, members, public card."""
