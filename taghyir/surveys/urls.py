"""The addresses of forms and answers."""

from django.urls import include, path

from taghyir.surveys.views import filling, forms, kit, receipts

app_name = "surveys"
of_forms = [
    path("", forms.forms, name="forms"),
    path("publish/", forms.publish_form, name="publish_form"),
    path("<int:pk>/", forms.form, name="form"),
    path("<int:pk>/retire/", forms.retire_form, name="retire_form"),
    path("versions/<int:pk>/files/", forms.add_form_files, name="add_form_files"),
    path("versions/<int:pk>/source/", forms.form_source, name="form_source"),
    path("<int:pk>/fill/", filling.fill_form, name="fill_form"),
    path("versions/<int:pk>/form.xml", filling.form_xml, name="form_xml"),
    path("versions/<int:pk>/media/<str:name>", filling.form_media, name="form_media"),
    path("<int:pk>/submit/", filling.submit_answers, name="submit_answers"),
    path("<int:pk>/received/", filling.answers_received, name="answers_received"),
    path("kit.json", kit.field_kit, name="field_kit"),
    path("worker.js", kit.field_worker, name="field_worker"),
]
urlpatterns = [
    path("forms/", include(of_forms)),
    path("receipts/", receipts.check_receipt, name="check_receipt"),  # short enough to be said
]
