"""A meeting becomes a service for each enterprise that came, and a training leaves something to practise."""
