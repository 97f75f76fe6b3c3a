"""Values practised: fifteen criteria talked through with trained peers, shown if the organisation wants, never ranked."""
