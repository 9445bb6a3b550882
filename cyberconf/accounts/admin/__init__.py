"""People and the tokens of their programs, for staff."""

from cyberconf.accounts.admin.tokens import ApiTokenAdmin
from cyberconf.accounts.admin.users import UserAdmin

__all__ = ["ApiTokenAdmin", "UserAdmin"]
