"""Addresses of corrections, below those of forms."""

from django.urls import path

from taghyir.corrections.views import choosing, correcting, twins

app_name = "corrections"
urlpatterns = [
    path("answers/<int:pk>/correct/", correcting.correct_submission, name="correct_submission"),
    path("answers/<int:pk>/correct/answers.xml", correcting.instance_xml, name="instance_xml"),
    path("answers/<int:pk>/correct/form.xml", correcting.form_xml, name="form_xml"),
    path("answers/<int:pk>/correct/<int:based_on>/", correcting.save_correction, name="save_correction"),
    path("answers/two-versions/", choosing.conflicts, name="conflicts"),
    path("answers/two-versions/<int:pk>/", choosing.conflict, name="conflict"),
    path("answers/two-versions/<int:pk>/answers.xml", choosing.chosen_xml, name="chosen_xml"),
    path("answers/two-versions/<int:pk>/settle/", choosing.settle_conflict, name="settle_conflict"),
    path("answers/two-versions/<int:pk>/settle/<int:based_on>/", choosing.save_choice, name="save_choice"),
    path("answers/<int:pk>/beside/<int:other>/", twins.beside, name="beside"),
]
