"""The pages of forms and answers, and the door of phones."""
