"""Addresses of atlas."""

app_name = "atlas"
urlpatterns = []
