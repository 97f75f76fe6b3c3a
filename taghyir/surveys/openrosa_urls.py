"""The addresses of phones, the same in every language: under /openrosa/, and where applications look by themselves.

Collect adds /formList and /submission to whatever address it was given; KoboCollect is used to one that ends with a name.
Who sends is told by the password alone. The last line of a name is the one written in the lists.
"""

from django.conf import settings
from django.urls import path, re_path

from taghyir.surveys import openrosa

# Never /fr/submission: what answers there would be taken for the page of a language, and a phone be sent to it.
ANYWHERE = rf"^(?!(?:{'|'.join(code for code, _name in settings.LANGUAGES)})/)(?:[^/]+/){{0,2}}"

app_name = "openrosa"
urlpatterns = [
    re_path(rf"{ANYWHERE}formList/?$", openrosa.form_list, name="form_list"),
    re_path(rf"{ANYWHERE}submission/?$", openrosa.submission, name="submission"),
    path("openrosa/formList", openrosa.form_list, name="form_list"),
    path("openrosa/submission", openrosa.submission, name="submission"),
    path("openrosa/forms/<int:pk>/form.xml", openrosa.form_definition, name="form_definition"),
    path("openrosa/forms/<int:pk>/manifest.xml", openrosa.form_manifest, name="form_manifest"),
    path("openrosa/forms/<int:pk>/files/<str:name>", openrosa.media, name="media"),
]
