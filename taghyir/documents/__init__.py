"""The documents of an enterprise's file: typed, kept version after version, private."""
