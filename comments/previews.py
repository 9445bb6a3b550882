"""A text as it would stand in the discussion, made by the renderer that will show it there."""

from __future__ import annotations

from django.utils.safestring import SafeString

from comments import services
from cyberconf.web.markdown import render_comment

BUTTON = "preview"  # the form's button of that name posts nothing


def preview(body: str) -> SafeString:
    """Return the text as safe HTML.

    Raises:
        CommentError: it could not be posted; with the code unreadable, empty or too_long.
    """
    return render_comment(services.clean_body(body))
