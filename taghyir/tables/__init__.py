"""Tables people read, filter, take away and bring in: lists, exports, imports. Knows no domain word."""
