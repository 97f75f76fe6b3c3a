"""The browser and who sits at it are those of the whole house."""

from tests.browser.conftest import chromium, sit_down

__all__ = ["chromium", "sit_down"]
