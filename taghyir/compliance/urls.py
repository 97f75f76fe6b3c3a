"""Addresses of compliance."""

app_name = "compliance"
urlpatterns = []
