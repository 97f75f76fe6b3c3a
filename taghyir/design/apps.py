from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "taghyir.design"
    label = "design"
