"""Addresses of duties, assemblies and registers."""

from django.urls import path, register_converter

from taghyir.duties import views


class OneOf:
    """A word among a few."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PaperOfAssembly(OneOf):
    regex = "call|attendance|minutes"


class PaperOfRegister(OneOf):
    regex = "members|shares"


class PaperLanguage(OneOf):
    regex = "fr|ar"


class PaperEnding(OneOf):
    regex = "pdf|txt"


register_converter(PaperOfAssembly, "paper_of_assembly")
register_converter(PaperOfRegister, "paper_of_register")
register_converter(PaperLanguage, "paper_language")
register_converter(PaperEnding, "paper_ending")

_PAPER = "<paper_language:language>.<paper_ending:ending>"
_DUTY = "<int:pk>/<slug:code>/<slug:period>/"

app_name = "duties"
urlpatterns = [
    path("", views.duties, name="duties"),
    path("stop/<str:token>/", views.stop_reminders, name="stop_reminders"),
    path("outcomes/<int:pk>/back/", views.take_back_outcome, name="take_back_outcome"),
    path("outcomes/<int:pk>/paper/", views.outcome_paper, name="outcome_paper"),
    path("assemblies/<int:pk>/", views.assembly, name="assembly"),
    path("assemblies/<int:pk>/record/", views.record_assembly, name="record_assembly"),
    path("assemblies/<int:pk>/cancel/", views.cancel_assembly, name="cancel_assembly"),
    path(f"assemblies/<int:pk>/<paper_of_assembly:kind>.{_PAPER}", views.assembly_paper, name="assembly_paper"),
    path("holders/<int:pk>/", views.change_holder, name="change_holder"),
    path("<int:pk>/", views.organisation_duties, name="organisation_duties"),
    path("<int:pk>/days/", views.keep_calendar, name="keep_calendar"),
    path("<int:pk>/events/add/", views.add_event, name="add_event"),
    path("<int:pk>/events/<int:event>/remove/", views.remove_event, name="remove_event"),
    path("<int:pk>/reminders/", views.choose_reminders, name="choose_reminders"),
    path("<int:pk>/call/", views.call_assembly, name="call_assembly"),
    path("<int:pk>/register/", views.register, name="register"),
    path("<int:pk>/register/add/", views.add_holder, name="add_holder"),
    path(f"<int:pk>/register/<paper_of_register:kind>.{_PAPER}", views.register_paper, name="register_paper"),
    path(_DUTY, views.duty, name="duty"),
    path(f"{_DUTY}outcome/", views.record_outcome, name="record_outcome"),
    path(f"{_DUTY}steps/<slug:step>/", views.tick_step, name="tick_step"),
    path(f"{_DUTY}steps/<slug:step>/undo/", views.untick_step, name="untick_step"),
]
