"""The draft of a conference's programme, and the releases that were published from it."""

from events.models.announcement import Announcement
from events.models.bookmark import AgendaFeed, Bookmark
from events.models.conference import Conference, Room, TeamMember, Track
from events.models.edit import Edit, EditPart
from events.models.invitation import Invitation
from events.models.letter import Letter
from events.models.preview import PreviewLink
from events.models.release import Release
from events.models.scheduled import ScheduledRelease
from events.models.session import Appearance, FormerSlug, Material, Panel, Question, Session
from events.models.source import Source
from events.models.translation import ContentLanguage, Translation

__all__ = [
    "AgendaFeed",
    "Announcement",
    "Appearance",
    "Bookmark",
    "Conference",
    "ContentLanguage",
    "Edit",
    "EditPart",
    "FormerSlug",
    "Invitation",
    "Letter",
    "Material",
    "Panel",
    "PreviewLink",
    "Question",
    "Release",
    "Room",
    "ScheduledRelease",
    "Session",
    "Source",
    "TeamMember",
    "Track",
    "Translation",
]
