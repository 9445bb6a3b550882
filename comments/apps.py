from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        """Hear of releases."""
        from comments.services.outcomes import tell_of_outcomes
        from events import hooks

        hooks.published.append(tell_of_outcomes)
