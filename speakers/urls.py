"""Addresses of people's own entries. Pages about them in a conference are of its programme."""

from django.urls import path

from speakers import views

app_name = "speakers"
urlpatterns = [path("speakers/<str:token>/", views.own_entry, name="own_entry")]
