"""The visual language of the platform: tokens, components, elements, and how dates, numbers and names are written."""
