"""Addresses of what was handed over."""

from django.urls import path

from taghyir.handovers import views

app_name = "handovers"
urlpatterns = [
    path("", views.handovers, name="handovers"),
    path("of/<int:pk>/record/", views.record_handover, name="record_handover"),
    path("<int:pk>/", views.handover, name="handover"),
    path("<int:pk>/change/", views.change_handover, name="change_handover"),
    path("<int:pk>/sign/", views.sign_deed, name="sign_deed"),
    path("<int:pk>/attach/", views.attach_deed, name="attach_deed"),
    path("<int:pk>/deed.pdf", views.deed, name="deed"),
    path("signatures/<int:pk>/", views.deed_signature, name="deed_signature"),
]
