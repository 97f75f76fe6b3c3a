"""Addresses of subscriptions."""

app_name = "subscriptions"
urlpatterns = []
