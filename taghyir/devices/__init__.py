"""The phones that send answers: enrolled by a square to scan, on one territory, until a day; cut off in one tap."""
