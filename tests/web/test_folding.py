from __future__ import annotations

import pytest

from cyberconf.web.folding import fold

PARAGRAPH = "Words that say what it is about. " * 10 + "\n\n"  # 332 characters
SENTENCE = "Words that say what it is about. "
SENTENCES = SENTENCE * 8  # 264 characters
HEADING = f"## {'More of it ' * 5}\n\n"


@pytest.mark.parametrize(
    ("text", "at_once"),
    [
        ("", ""),
        (PARAGRAPH * 3, PARAGRAPH * 3),
        (PARAGRAPH * 5, PARAGRAPH * 3),
        (PARAGRAPH * 2 + HEADING + PARAGRAPH * 3, PARAGRAPH * 2 + HEADING + PARAGRAPH),
        ("word " * 400, "word " * 400),
        (SENTENCES * 6, SENTENCE * 22),
        ("是。" * 600, "是。" * 351),
        (PARAGRAPH * 2 + "**" + SENTENCES * 6 + "so**", PARAGRAPH * 2 + "**" + SENTENCES * 6 + "so**"),
        ("- " + SENTENCES * 6, "- " + SENTENCES * 6),
        (PARAGRAPH * 5 + "[a]: https://example.org\n", PARAGRAPH * 5 + "[a]: https://example.org\n"),
        (PARAGRAPH * 2 + "- one\n\n- two\n\n" + "- three\n" * 60 + "\n\n" + PARAGRAPH * 2, None),
    ],
    ids=[
        "none",
        "short",
        "long",
        "heading",
        "one sentence",
        "one paragraph",
        "Chinese",
        "bold",
        "item",
        "definitions",
        "list",
    ],
)
def test_a_long_text_is_cut_between_two_blocks_or_sentences(text: str, at_once: str | None) -> None:
    first, rest = fold(text)
    assert first + rest == text
    if at_once is None:
        assert rest == PARAGRAPH * 2
    else:
        assert first.strip() == at_once.strip()
