"""The accounts of the demonstration: its staff, and the invented people who comment."""

from __future__ import annotations

from dataclasses import dataclass

from cyberconf.accounts.models import User
from cyberconf.accounts.roles import Role
from cyberconf.accounts.services import create_user
from cyberconf.demo import content
from cyberconf.demo.people import full_name
from events import team
from events.models import Conference


@dataclass(frozen=True)
class Login:
    """Somebody that the operator of a demonstration can sign in as."""

    email: str
    name: str
    does: str
    role: Role | None = None


LOGINS = (
    Login("editor@example.org", "Demo Editor", "edits and publishes programmes in /admin/", "editor"),
    Login("moderator@example.org", "Demo Moderator", "moderates comments in /admin/", "moderator"),
    Login("commenter@example.org", "Demo Commenter", "comments on sessions and questions"),
)
AFFILIATION = "Demonstration"
PARTICIPANT = "participant-"  # how the addresses of those who comment begin


def make_logins(password: str) -> None:
    """Make the accounts that are missing. Those that are there stay as they are, password and all."""
    known = set(
        User.objects.filter(email__in=[login.email for login in LOGINS]).values_list("email", flat=True)
    )
    for login in LOGINS:
        if login.email not in known:
            create_user(
                email=login.email,
                name=login.name,
                affiliation=AFFILIATION,
                password=password,
                is_verified=True,
                role=login.role,
            )


def join_team(conference: Conference) -> None:
    """Let the demonstration's editor and moderator work on the conference."""
    for role in (team.Role.EDITOR, team.Role.MODERATOR):
        team.join(conference=conference, user=_staff(role), role=role)


def moderator() -> User:
    """Return the demonstration's moderator, who cannot sign in unless ``make_logins`` came first."""
    return _staff(team.Role.MODERATOR)


def _staff(role: team.Role) -> User:
    login = next(login for login in LOGINS if login.role == role)
    found = User.objects.filter(email=login.email).first()
    return found or create_user(
        email=login.email, name=login.name, affiliation=AFFILIATION, is_verified=True, role=login.role
    )


def participants(size: int, seed: int) -> list[User]:
    """Return so many people who comment, made where they are missing. They sign in by a code alone."""
    emails = [f"{PARTICIPANT}{number}@example.org" for number in range(1, size + 1)]
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    return [known.get(email) or _participant(email, number) for number, email in enumerate(emails)]


def _participant(email: str, number: int) -> User:
    """Make a person: every third with a story in the programme, the others with a name alone."""
    stories, institutions = content.read("people")["person"], content.read("names")["institutions"]
    turn, rest = divmod(number, 3)
    if rest == 0 and turn < len(stories):
        name, affiliation = stories[turn]["name"], stories[turn]["affiliation"]
    else:
        # From the end of the list, so that few are also on a panel.
        name, affiliation = full_name(779 - number), institutions[number % len(institutions)]
    return create_user(email=email, name=name, affiliation=affiliation, is_verified=True)
