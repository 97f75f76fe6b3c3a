"""The standard of forms: a sheet (XLSForm) becomes an XForm, and an XForm says what it asks and by which rules."""
