"""What is done with answers: read, judged, corrected, taken away, shown on a map, and who saw them."""
