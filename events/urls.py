"""Addresses of conferences, their programmes and releases."""

from django.urls import URLPattern

app_name = "events"
urlpatterns: list[URLPattern] = []
