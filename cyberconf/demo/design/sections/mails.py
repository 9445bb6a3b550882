"""What is mailed: a code, what happened in a discussion, what changes about a programme."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.letters import quoted
from cyberconf.demo.design import programme, talk
from cyberconf.demo.design.specimens import Section, Specimen
from cyberconf.web import languages, mails
from cyberconf.web.context import site_words

CODE = "4821-0937"


def mailed() -> Section:
    """Return mails, each a page of its own with the style that goes with it."""
    with languages.speaking(get_language() or "en"):
        code, reply, changes = _code(), _reply(), _changes()
        shown = _mail("A code", code, code=CODE), _mail("A reply", reply), _mail("What changed", changes)
    return Section("mails", "Mails", shown)


def _mail(name: str, text: str, *, code: str = "") -> Specimen:
    return Specimen(name, "design/mail.html", {"name": name, "page": mails.html(name, text, code=code)})


def _code() -> str:
    return render_to_string("account/email/login_code_message.txt", site_words() | {"code": CODE})


def _reply() -> str:
    comment, about = talk.comment(1), programme.entry("panel").session.title
    said = {"comment": comment, "about": about, "who": comment.author.name, "quoted": quoted(comment.body)}
    site = site_words() | {
        "name": programme.agenda().programme.title,
        "address": site_words()["site_url"] + "/",
    }
    texts = (("reply", said | site), ("footer", site))
    return "\n\n\n".join(render_to_string(f"comments/email/{name}.txt", context) for name, context in texts)


def _changes() -> str:
    """Return a letter with an entry of a list and one that is numbered."""
    site, title = site_words(), programme.agenda().programme.title
    session = programme.entry("panel").session
    lines = (session.title, "- " + _("It stays."), "", f"1. {session.title}", f"   {site['site_url']}/")
    end = render_to_string("mail/_end.txt", site | {"name": title})
    return "\n".join((*lines, "", end))
