"""The Programme: one conference's agenda as a frozen document that knows no database and no Django.

Every importer returns a ``Programme``, every exporter and public page takes one, ``diffing`` compares
two, and a ``Release`` stores one for ever as JSON. Two programmes that say the same thing are equal:
the sessions and people are put into their order on the way in, and what does not show is
left out: withdrawn sessions, people who appear in no session, and translations into other languages than its.

Instants are aware and carry the fixed offset that was in force in the conference's zone when they were
written, so that a later change of a zone's rules can be seen and mended (TIME.md, case 14).
Texts are in ``language``; what is said in the other ``languages`` stands beside each as a ``Translation``
(``translating`` makes the document of one of these, ADR 17).
Texts are Markdown where the field's comment says so; what is absent is ``None``, never "".
"""

from events.programme.fields import (
    CONTENT_LANGUAGE,
    LANGUAGE_TAG,
    OWN_PATH,
    WEB_ADDRESS,
    Format,
    MaterialKind,
    Role,
    SessionKind,
    SessionStatus,
    language_tag,
)
from events.programme.parts import (
    Credit,
    Link,
    Material,
    Organiser,
    Person,
    Question,
    Room,
    Session,
    Track,
    Venue,
    place_uid,
)
from events.programme.translated import (
    FINGERPRINT_LENGTH,
    ORIGINAL,
    Original,
    Translation,
    fingerprint,
)
from events.programme.whole import (
    Programme,
)

__all__ = [
    "CONTENT_LANGUAGE",
    "FINGERPRINT_LENGTH",
    "LANGUAGE_TAG",
    "ORIGINAL",
    "OWN_PATH",
    "WEB_ADDRESS",
    "Credit",
    "Format",
    "Link",
    "Material",
    "MaterialKind",
    "Organiser",
    "Original",
    "Person",
    "Programme",
    "Question",
    "Role",
    "Room",
    "Session",
    "SessionKind",
    "SessionStatus",
    "Track",
    "Translation",
    "Venue",
    "fingerprint",
    "language_tag",
    "place_uid",
]
