"""What a report of an error tells, which Django mails to ``ADMINS`` where an operator names some."""

from __future__ import annotations

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class KeepsWhatWasTyped(SafeExceptionReporterFilter):
    """Keeps what forms and variables hold to itself: passwords, codes and comments among it (S39).

    Their names, and where in the code it broke, are enough to find out why.
    """

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return what was posted, by name alone."""
        posted: dict[str, Any] = {} if request is None else dict(request.POST)
        return self._by_name(posted) if self.is_active(request) else posted

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        """Return the variables of a frame, by name alone."""
        kept = dict(tb_frame.f_locals)
        return (self._by_name(kept) if self.is_active(request) else kept).items()

    def _by_name(self, values: dict[str, Any]) -> dict[str, Any]:
        return dict.fromkeys(values, self.cleansed_substitute)
