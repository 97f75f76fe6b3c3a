"""Taghyir: the platform on which a Social and Solidarity Economy programme lives."""
