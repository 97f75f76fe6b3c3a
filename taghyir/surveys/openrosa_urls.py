"""The addresses of phones: under /openrosa/, the same in every language."""

from django.urls import path

from taghyir.surveys import openrosa

app_name = "openrosa"
urlpatterns = [
    path("formList", openrosa.form_list, name="form_list"),
    path("submission", openrosa.submission, name="submission"),
    path("forms/<int:pk>/form.xml", openrosa.form_definition, name="form_definition"),
    path("forms/<int:pk>/manifest.xml", openrosa.form_manifest, name="form_manifest"),
    path("forms/<int:pk>/files/<str:name>", openrosa.media, name="media"),
]
