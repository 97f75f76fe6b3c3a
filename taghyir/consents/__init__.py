"""What people agree to: for one purpose each, in words they heard, for a time, and taken back in one act."""
