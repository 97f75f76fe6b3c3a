"""The fifteen criteria by which peers and an organisation talk of its values, with words for each level. No ranking ever."""
