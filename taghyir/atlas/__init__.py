"""The map of the directory: the same organisations as the list beside it, within the same filters."""
