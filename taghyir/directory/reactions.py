"""What the worker does for the directory: it knows how organisations are imported by having read it."""

from taghyir.directory.imports import OrganisationImporter

__all__ = ["OrganisationImporter"]
