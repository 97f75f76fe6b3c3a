from django.urls import path

from taghyir.design import views

app_name = "design"
urlpatterns = [path("", views.living_page, name="living_page")]
