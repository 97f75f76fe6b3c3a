"""Accompaniment: a demand becomes a case, a case becomes services, and an enterprise goes its way."""
