"""What every room stands on: actions, the journal, guards of pages, files, exports. Knows no domain word."""
