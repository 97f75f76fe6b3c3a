"""The places of Morocco and Tunisia, the six territories of the programme, their clocks and holidays."""
