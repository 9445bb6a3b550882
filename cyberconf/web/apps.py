from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cyberconf.web"
    label = "web"
