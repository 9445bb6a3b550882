from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cyberconf.demo"
    label = "demo"
