"""The questions of forms, and what is said before anything is kept, in the voice of somebody near: for those who hardly read."""
