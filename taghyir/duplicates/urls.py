"""Addresses of duplicates."""

app_name = "duplicates"
urlpatterns = []
