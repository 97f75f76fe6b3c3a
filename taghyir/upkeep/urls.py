"""Addresses of upkeep."""

app_name = "upkeep"
urlpatterns = []
