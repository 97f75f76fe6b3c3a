"""The browser of the house."""

from tests.browser.conftest import chromium, sit_down

__all__ = ["chromium", "sit_down"]
