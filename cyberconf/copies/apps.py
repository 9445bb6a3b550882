from django.apps import AppConfig


class CopiesConfig(AppConfig):
    name = "cyberconf.copies"
    label = "copies"
