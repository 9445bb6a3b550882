from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cyberconf.web"
    label = "web"

    def ready(self) -> None:
        """Make ``<uslug:name>`` known to every urls.py."""
        from django.urls import register_converter

        from cyberconf.web.converters import UnicodeSlugConverter

        register_converter(UnicodeSlugConverter, "uslug")
