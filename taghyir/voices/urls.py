"""The addresses of the voices of forms."""

from django.urls import path

from taghyir.voices import views

app_name = "voices"
urlpatterns = [
    path("<int:pk>/voices/", views.form_voices, name="form_voices"),
    path("<int:pk>/voices/say/<path:path>", views.record_voice, name="record_voice"),
    path("<int:pk>/voices/<str:name>", views.voice, name="voice"),
    path("voices/<int:pk>/remove/", views.remove_voice, name="remove_voice"),
]
