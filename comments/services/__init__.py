"""What is done to discussions, wherever it is done from. One module a kind of deed."""

from comments.services.appealing import appeal, decide_appeal
from comments.services.changing import edit_comment, withdraw_comment
from comments.services.clearing import hide_all
from comments.services.leaving import Words, leave
from comments.services.moderating import BECOMES, TRANSITIONS, change_terms, decide, pin, standing
from comments.services.posting import post_comment
from comments.services.redacting import redact
from comments.services.reporting import report
from comments.services.restricting import ban, lift, silence
from comments.services.supporting import set_support
from comments.services.telling import announce, follow, tell, unfollow
from comments.services.undoing import undo
from comments.services.wording import clean_body

__all__ = [
    "BECOMES",
    "TRANSITIONS",
    "Words",
    "announce",
    "appeal",
    "ban",
    "change_terms",
    "clean_body",
    "decide",
    "decide_appeal",
    "edit_comment",
    "follow",
    "hide_all",
    "leave",
    "lift",
    "pin",
    "post_comment",
    "redact",
    "report",
    "set_support",
    "silence",
    "standing",
    "tell",
    "undo",
    "unfollow",
    "withdraw_comment",
]
