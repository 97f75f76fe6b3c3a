"""Addresses of opendata."""

app_name = "opendata"
urlpatterns = []
