"""The convention between an enterprise and who accompanies it: written from a text, locked, signed by both, ended."""
