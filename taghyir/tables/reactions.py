"""What the worker does for tables: it knows the jobs of imports by having read this."""

from taghyir.tables.runs import apply_import, preview_import

__all__ = ["apply_import", "preview_import"]
