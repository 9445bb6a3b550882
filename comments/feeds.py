"""What was said, as entries of a feed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.subjects import Subject
from cyberconf.web.lists import together
from cyberconf.web.wording import whole_words

TITLE = 120  # characters of what the comment is about


@dataclass(frozen=True)
class Said:
    """A comment that everybody may read."""

    comment: Comment
    subject: Subject

    @property
    def title(self) -> str:
        """Who wrote about what."""
        about = whole_words(self.subject.title, TITLE)
        return _("%(name)s on “%(about)s”") % {"name": self.comment.author.name, "about": about}

    @property
    def address(self) -> str:
        """The comment's permalink."""
        return settings.SITE_URL + self.comment.get_absolute_url()

    @property
    def published_at(self) -> datetime:
        """When it was posted."""
        return self.comment.created_at

    @property
    def updated_at(self) -> datetime:
        """When its text was last changed."""
        return self.comment.edited_at or self.comment.created_at

    @property
    def author(self) -> str:
        """The name, with the affiliation as posted."""
        return together([self.comment.author.name, self.comment.affiliation])

    @property
    def html(self) -> str:
        """The text, safe to show."""
        return str(self.comment.rendered)
