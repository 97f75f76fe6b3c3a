"""Forms tried before they are published, and what one version of a form changes to another."""
