"""Addresses of the documents of files."""

from django.urls import path

from taghyir.documents import views

app_name = "documents"
urlpatterns = [
    path("of/<int:pk>/", views.documents, name="documents"),
    path("of/<int:pk>/add/", views.add_document, name="add_document"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/version/", views.add_version, name="add_version"),
    path("<int:pk>/change/", views.change_document, name="change_document"),
    path("<int:pk>/withdraw/", views.withdraw_document, name="withdraw_document"),
    path("versions/<int:pk>/file/", views.document_file, name="document_file"),
    path("versions/<int:pk>/show/", views.document_preview, name="document_preview"),
]
