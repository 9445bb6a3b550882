"""Reads of discussions and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from comments.models import Comment, Discussion  # noqa: F401


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Questions that can be asked of discussions."""


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions that can be asked of comments."""
