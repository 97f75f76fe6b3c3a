"""Where whoever holds a receipt checks it: an address short enough to be said."""

from django.urls import path

from taghyir.surveys.views import receipts

app_name = "receipts"
urlpatterns = [
    path("", receipts.check_receipt, name="check_receipt"),
]
