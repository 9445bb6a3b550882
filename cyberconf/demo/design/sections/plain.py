"""What has no partial of its own: classes that any page may use."""

from __future__ import annotations

from cyberconf.demo.design.specimens import Section, Specimen


def buttons() -> Section:
    """Return buttons, links and running text."""
    return Section(
        "buttons",
        "Buttons, links and text",
        (
            Specimen("Buttons: plain, lead, danger, disabled, with the focus", "design/buttons.html"),
            Specimen("Links: in a text, on a line of their own, with the focus", "design/links.html"),
            Specimen("Prose, as Markdown makes it", "design/prose.html"),
        ),
    )
