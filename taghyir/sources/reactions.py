"""What the worker knows of imports."""

from taghyir.sources.importer import OrganisationImporter

__all__ = ["OrganisationImporter"]
