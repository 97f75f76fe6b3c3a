"""Spaces: the rooms, desks and equipment of each mechanism, who has them when, and what they were used for."""
