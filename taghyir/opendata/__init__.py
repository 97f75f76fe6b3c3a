"""The directory for other programs and for paper: feeds, files, a booklet, a map for the site of a partner."""
