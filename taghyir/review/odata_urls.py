"""The addresses of answers as OData."""

from django.urls import path

from taghyir.review import odata

app_name = "odata"
urlpatterns = [
    path("<int:pk>.svc", odata.service, name="service"),
    path("<int:pk>.svc/", odata.service, name="service"),
    path("<int:pk>.svc/$metadata", odata.metadata, name="metadata"),
    path("<int:pk>.svc/<str:name>", odata.entities, name="entities"),
    path("<int:pk>.svc/<str:name>/$count", odata.entity_count, name="entity_count"),
]
