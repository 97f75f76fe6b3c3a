"""The addresses of phones."""

from django.urls import path

from taghyir.devices import views

app_name = "devices"
urlpatterns = [
    path("", views.devices, name="devices"),
    path("mine/", views.my_devices, name="my_devices"),
    path("new/", views.enrol_device, name="enrol_device"),
    path("<int:pk>/", views.device, name="device"),
    path("<int:pk>/revoke/", views.revoke_device, name="revoke_device"),
    path("<int:pk>/extend/", views.extend_device, name="extend_device"),
]
