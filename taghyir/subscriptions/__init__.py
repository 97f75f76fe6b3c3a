"""What is new near me: a search kept by mail, feed or link, and a territory that works without network."""
