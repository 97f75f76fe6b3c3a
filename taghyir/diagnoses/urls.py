"""Addresses of diagnoses."""

from django.urls import path

from taghyir.diagnoses.views import filling, reading, signing

app_name = "diagnoses"
urlpatterns = [
    path("", reading.diagnoses, name="diagnoses"),
    path("<int:pk>/", reading.diagnosis, name="diagnosis"),
    path("<int:pk>/steps/", reading.steps, name="steps"),
    path("<int:pk>/result.pdf", reading.result_paper, name="result_paper"),
    path("<int:pk>/needs/", reading.hear_diagnosed_needs, name="hear_diagnosed_needs"),
    path("file/<int:pk>/begin/", filling.begin_diagnosis, name="begin_diagnosis"),
    path("<int:pk>/fill/", filling.fill_diagnosis, name="fill_diagnosis"),
    path("<int:pk>/fill/<slug:basis>/", filling.save_step, name="save_step"),
    path("<int:pk>/finish/", filling.finish_diagnosis, name="finish_diagnosis"),
    path("<int:pk>/reopen/", filling.reopen_diagnosis, name="reopen_diagnosis"),
    path("<int:pk>/give-back/", signing.give_back_result, name="give_back_result"),
    path("<int:pk>/sign/", signing.sign_result, name="sign_result"),
    path("<int:pk>/signed-paper/", signing.keep_signed_result, name="keep_signed_result"),
    path("signatures/<int:pk>/", signing.result_signature, name="result_signature"),
]
