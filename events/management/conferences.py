"""What several commands do: find a conference by its address, and say who sees it."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from events import phrases, publishing, reviewing
from events.models import Conference

MOST_TOLD = 10  # warnings that a command writes


def find(slug: str) -> Conference:
    """Return the conference at that address.

    Raises:
        CommandError: there is none, or no database yet; it says which there are and what to do.
    """
    if not has_tables():
        raise CommandError(no_tables())
    conference = Conference.objects.filter(slug=slug).first()
    if conference is None:
        known = ", ".join(Conference.objects.order_by("slug").values_list("slug", flat=True))
        message = _("There is no conference “%(slug)s”. Expected one of: %(known)s.")
        raise CommandError(message % {"slug": slug, "known": known or _("none yet")})
    return conference


def has_tables() -> bool:
    """Say whether the database was migrated at all."""
    return Conference._meta.db_table in connection.introspection.table_names()


def no_tables() -> str:
    """Say what to do with a database without tables."""
    return _("The database has no tables yet. Run manage.py migrate first.")


def warnings(conference: Conference) -> list[str]:
    """Say in lines what does not fit together in the newest release and was published all the same."""
    programme = publishing.decoded(conference.releases.latest("number"))
    (found,) = reviewing.conflicts_of(conference, programme)
    said = [phrases.told(conflict, conference.zone) for conflict in found]
    if len(said) > MOST_TOLD:
        more = _("and %(count)d more, which admin shows with the unpublished changes")
        said[MOST_TOLD:] = [more % {"count": len(said) - MOST_TOLD}]
    return [_("Warning: %(what)s") % {"what": line} for line in said]


def who_sees(conference: Conference) -> str:
    """Say who sees what was published of the conference, and how everybody would."""
    if conference.status != Conference.Status.DRAFT:
        address = settings.SITE_URL + conference.get_absolute_url()
        return _("Everybody sees it at %(address)s") % {"address": address}
    message = _(
        "Only staff see it: the conference is a draft. For everybody: manage.py publish %(slug)s --public"
    )
    return message % {"slug": conference.slug}
