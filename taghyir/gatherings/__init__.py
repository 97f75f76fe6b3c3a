"""Any dated meeting, with one attendance: by person, or by head-count of women and men."""
