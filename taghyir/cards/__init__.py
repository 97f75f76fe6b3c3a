"""What an organisation says of itself to everybody: its own words, its hours, its photos, and whom it works with."""
