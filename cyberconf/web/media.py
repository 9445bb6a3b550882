"""Files that staff have put up: photos, slides, papers."""

from __future__ import annotations

import mimetypes
from datetime import datetime

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

MAX_AGE = 3600  # seconds: a replaced photo gets another name
# What a browser shows on our own host; all else is handed over as a file, as it could hold a script.
SHOWN = {"application/pdf", "image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """Answer with a file of the media storage. Sites with storage of their own elsewhere do without this."""
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    try:
        file = default_storage.open(path)
        modified: datetime = default_storage.get_modified_time(path)
    except (OSError, ValueError, SuspiciousFileOperation) as problem:
        raise Http404(_("There is no such file.")) from problem
    response = FileResponse(file, content_type=kind, as_attachment=kind not in SHOWN)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    return response
