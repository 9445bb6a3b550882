"""What is done to discussions, wherever it is done from. One module a kind of deed."""

from comments.services.changing import edit_comment, withdraw_comment
from comments.services.moderating import TRANSITIONS, change_terms, set_status
from comments.services.posting import post_comment
from comments.services.supporting import set_support
from comments.services.telling import tell
from comments.services.wording import clean_body

__all__ = [
    "TRANSITIONS",
    "change_terms",
    "clean_body",
    "edit_comment",
    "post_comment",
    "set_status",
    "set_support",
    "tell",
    "withdraw_comment",
]
