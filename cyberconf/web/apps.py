from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cyberconf.web"
    label = "web"

    def ready(self) -> None:
        """Make ``<uslug:name>`` known to every urls.py, and our checks to ``manage.py check``."""
        from django.core.checks import register
        from django.urls import register_converter

        from cyberconf.web.checks import check_sqlite
        from cyberconf.web.converters import UnicodeSlugConverter

        register_converter(UnicodeSlugConverter, "uslug")
        register(check_sqlite)
