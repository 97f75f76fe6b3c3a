"""The addresses of the voices of forms and of notices."""

from django.urls import path

from taghyir.voices import views

app_name = "voices"
urlpatterns = [
    path("forms/<int:pk>/voices/", views.form_voices, name="form_voices"),
    path("forms/<int:pk>/voices/say/<path:path>", views.record_voice, name="record_voice"),
    path("forms/<int:pk>/voices/<str:name>", views.voice, name="voice"),
    path("forms/voices/<int:pk>/remove/", views.remove_voice, name="remove_voice"),
    path("voices/", views.notice_voices, name="notice_voices"),
    path("voices/<slug:code>/say/<slug:spoken>/", views.record_notice_voice, name="record_notice_voice"),
    path("voices/<int:pk>/remove/", views.remove_notice_voice, name="remove_notice_voice"),
    path("voices/heard/<str:name>", views.notice_voice, name="notice_voice"),
]
