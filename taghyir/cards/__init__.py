"""What an organisation says of itself to everybody: its words, what it makes and offers, photos, hours, labels, relations."""
