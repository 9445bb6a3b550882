"""The site as a WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cyberconf.settings")

application = get_wsgi_application()

if settings.RUNS_TASKS_HERE:
    from cyberconf.web import periodic

    periodic.begin()
