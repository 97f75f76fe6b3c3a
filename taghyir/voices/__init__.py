"""The voices of forms: each question said aloud, once per language, for those who hardly read."""
