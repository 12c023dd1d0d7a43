"""What the office writes in Markdown becomes harmless HTML."""

from __future__ import annotations

import pytest

from loket_site.pages import prose


def test_markdown_becomes_paragraphs_lists_and_links() -> None:
    html = prose.render("Satu **dua**.\n\n- tiga\n- [empat](/layanan/1/)")
    assert "<p>Satu <strong>dua</strong>.</p>" in html
    assert '<li><a href="/layanan/1/">empat</a></li>' in html


@pytest.mark.parametrize(
    ("text", "top", "expected"),
    [
        ("# A\n\n## B", 2, "<h2>A</h2> <h3>B</h3>"),
        ("## A\n\n### B", 2, "<h2>A</h2> <h3>B</h3>"),
        ("## A\n\n### B", 3, "<h3>A</h3> <h4>B</h4>"),
        ("# A\n\n###### B", 3, "<h3>A</h3> <h6>B</h6>"),
    ],
)
def test_headings_move_below_the_h1_of_the_page(text: str, top: int, expected: str) -> None:
    assert " ".join(prose.render(text, top).split()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[klik](javascript:alert(1))",
        '<p style="position:fixed" onclick="alert(1)">x</p>',
        '<iframe src="https://jahat.example"></iframe>',
        "<style>*{display:none}</style>",
    ],
)
def test_nothing_that_runs_or_hides_survives(text: str) -> None:
    html = prose.render(text).lower()
    for word in ("<script", "onerror", "onclick", "javascript:", "style", "<iframe", "<img"):
        assert word not in html


def test_braces_are_words_and_no_template() -> None:
    assert prose.render("{{7*7}} {% raw %}") == "<p>{{7*7}} {% raw %}</p>"


def test_a_table_has_heads_that_name_their_columns() -> None:
    assert '<th scope="col">a</th>' in prose.render("| a |\n|---|\n| b |")
