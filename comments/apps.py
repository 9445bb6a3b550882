from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        """Hear of releases and copies, look after mails that are due later, and whether kept pages hold."""
        from comments.counts import standing
        from comments.outbox import deliver_due
        from comments.services.holding import copy_rules
        from comments.services.outcomes import tell_of_outcomes
        from comments.services.telling import tell_of_sessions
        from cyberconf.web import keeping, periodic
        from events import hooks

        hooks.published.append(tell_of_outcomes)
        hooks.copied.append(copy_rules)
        hooks.informed.append(tell_of_sessions)
        periodic.work.append(deliver_due)
        keeping.states.append(standing)
