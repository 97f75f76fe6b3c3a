"""The front of the house: home, my day, navigation, search across rooms, public pages."""
