"""Addresses of cards."""

app_name = "cards"
urlpatterns = []
