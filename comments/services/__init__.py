"""What is done to discussions, wherever it is done from. One module a kind of deed."""

from comments.services.moderating import TRANSITIONS, change_terms, set_status
from comments.services.posting import clean_body, post_comment
from comments.services.telling import tell

__all__ = ["TRANSITIONS", "change_terms", "clean_body", "post_comment", "set_status", "tell"]
