"""What is done to discussions, wherever it is done from. One module a kind of deed."""

from comments.services.leaving import Words, leave
from comments.services.moderating import TRANSITIONS, change_terms, set_status
from comments.services.posting import clean_body, post_comment
from comments.services.telling import announce, follow, tell, unfollow

__all__ = [
    "TRANSITIONS",
    "Words",
    "announce",
    "change_terms",
    "clean_body",
    "follow",
    "leave",
    "post_comment",
    "set_status",
    "tell",
    "unfollow",
]
