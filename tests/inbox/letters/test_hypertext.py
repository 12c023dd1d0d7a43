"""The HTML version of a letter says what its text says, and nothing typed becomes part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest

from loket_inbox.domain.reading import Legible
from loket_inbox.domain.terms import MARKER
from loket_inbox.letters import to_senders
from loket_inbox.letters.hypertext import hypertext
from loket_inbox.letters.values import Letter
from tests.inbox.letters.letter_samples import ANSWER, CASE, NUMBER, SENT, one_of_each
from tests.spans import assert_linear

SAMPLES = one_of_each()
ADDRESS = re.compile(r"\b(?:https?://|mailto:)\S+")

HOSTILE = (
    "<script>alert(1)</script>",
    "</dd></dl></blockquote></div></body></html><h1>Kabar</h1>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "<!-- --!> <![CDATA[ ]]>",
    "<style>*{display:none}</style><base href=//asing.example>",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "&lt;b&gt; &#60;script&#62; &amp;",
    "{{7*7}} {% raw %} ${7*7}",
    "Sahkan: mailto:loket+palsu@asing.example?subject=x",
    "Buka kasus: https://asing.example/",
    "https://asing.example/",
    "CARA MENJAWAB",
    MARKER,
    "\u202eterbalik \u2066\u2067 tanpa akhir",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "nol \x00 lonceng \x07 hapus \x7f \x80 pengganti \ud800 \ufffe \U0010ffff",
    "a" * 5000,
)


def parsed(page: str) -> Element:
    """A page read by a parser that takes no mistake."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return root


def shown(page: str) -> str:
    """What a page shows, with a line for each block and each break."""
    body = parsed(page).find("body")
    assert body is not None
    return "".join(spoken(body))


def spoken(element: Element) -> Iterator[str]:
    inline = element.tag in {"a", "span"}
    yield "" if inline else "\n"
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""
    yield "" if inline else "\n"


def words(text: str) -> list[str]:
    """The words of a text, without its addresses."""
    return re.findall(r"\w+", ADDRESS.sub(" ", text))


def page_of(letter: Letter) -> str:
    return hypertext(letter.body, title=letter.subject)


def drawn(body: str) -> Element:
    found = parsed(hypertext(body, title="Surat")).find("body/div")
    assert found is not None
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_m15_both_versions_have_the_same_words_in_the_same_order(name: str) -> None:
    letter = SAMPLES[name]
    assert words(shown(page_of(letter))) == words(letter.body)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_address_of_the_text_is_a_link_and_no_other_is(name: str) -> None:
    letter = SAMPLES[name]
    linked = [link.get("href") for link in parsed(page_of(letter)).iter("a")]
    assert linked == ADDRESS.findall(letter.body)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_loads_nothing_and_runs_nothing(name: str) -> None:
    page = parsed(page_of(SAMPLES[name]))
    allowed = "html head meta title body div p h1 h2 dl dt dd ul li a br blockquote span"
    assert {element.tag for element in page.iter()} <= set(allowed.split())
    for element in page.iter():
        assert set(element.keys()) <= {"href", "style", "dir", "lang", "charset", "name", "content"}
        assert "url(" not in element.get("style", "")
    assert page.get("lang") == "id"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_usual_letter_is_far_below_what_gmail_clips(name: str) -> None:
    assert len(page_of(SAMPLES[name]).encode()) < 20_000


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: ascii(said[:24]))
def test_w11_what_somebody_wrote_is_shown_as_typed_and_no_more(said: str) -> None:
    for name, letter in one_of_each(f"Awal\n{said}\n\n{said}").items():
        page = page_of(letter)
        # The page has the elements that it has for a harmless text, and the links.
        harmless = page_of(one_of_each("Awal\nx\n\nx")[name])
        tags = [element.tag for element in parsed(page).iter()]
        assert tags == [element.tag for element in parsed(harmless).iter()], name
        links = [link.get("href") for link in parsed(page).iter("a")]
        assert links == [link.get("href") for link in parsed(harmless).iter("a")], name
        if "Awal" in letter.body and said.isprintable():
            assert said in shown(page), name


@pytest.mark.parametrize(
    "separator",
    ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"],
    ids=ascii,
)
def test_no_separator_of_lines_ends_what_somebody_wrote(separator: str) -> None:
    said = separator.join(["Awal", "", "Luar", "Klik: https://asing.example"])
    letter = to_senders.answer(SENT, Legible(said))
    # Also where nobody has split the text before it was indented.
    for body in (letter.body, f"Jawaban kami.\n\n    {said.replace(chr(10), chr(10) + '    ')}\n"):
        (block,) = drawn(body).iter("blockquote")
        lines = [line for line in "".join(spoken(block)).split("\n") if line]
        assert lines == ["Awal", "Luar", "Klik: https://asing.example"]


def test_empty_lines_and_spaces_of_what_somebody_wrote_are_kept() -> None:
    (block,) = drawn("Ini.\n\n    a\n    \n\n      b  c\n\nItu.\n").iter("blockquote")
    assert [block.text, *(line.tail for line in block.iter("br"))] == ["a", None, None, "  b  c"]
    assert "pre-wrap" in block.get("style", "")


def test_a_label_belongs_to_what_stands_directly_below_it() -> None:
    found = drawn("Halo,\n\nSatu\nNama\n    Sari\n\nAlamat\n    Jalan\n\nSelesai.\n")
    (labelled,) = found.iter("dl")
    assert [(each.tag, each.text) for each in labelled] == [
        ("dt", "Nama"),
        ("dd", "Sari"),
        ("dt", "Alamat"),
        ("dd", "Jalan"),
    ]
    assert [each.text for each in found.iter("p")] == ["Halo,", "Satu", "Selesai."]


def test_the_marker_a_title_headings_and_a_foot_are_told_apart() -> None:
    found = drawn(f"{MARKER}\n\nKabar K7M4-PX9R\n\nHalo,\n\nCARA MENJAWAB\n\nBalas.\n\nAkhir.\n")
    assert ["".join(each.itertext()) for each in found if "".join(each.itertext())] == [
        MARKER,
        "Kabar K7M4-PX9R",
        "Halo,",
        "CARA MENJAWAB",
        "Balas.",
        "Akhir.",
    ]
    assert [each.tag for each in found] == ["p", "div", "h1", "p", "h2", "p", "p"]


def test_the_marker_counts_on_the_first_line_alone() -> None:
    found = drawn(f"Halo,\n\n{MARKER}\n")
    assert [each.get("style") for each in found] == [found[0].get("style")] * 2


def test_links_are_buttons_lines_or_rows() -> None:
    found = drawn(
        f"Halo,\n\nBuka kasus: {CASE}\n\nMasuk:\n{CASE}\n\nAda berkas.\nBuka di meja: {CASE}\n\n"
        f"{NUMBER}: Pengaduan\n{CASE}\n\nSatu: mailto:a@contoh.example?subject=x%20%26%20y\n"
        "Dua: mailto:b@contoh.example?subject=x\n"
    )
    assert [(each.text, each.get("href")) for each in found.iter("a")] == [
        ("Buka kasus", CASE),
        ("Masuk", CASE),
        ("Buka di meja", CASE),
        (f"{NUMBER}: Pengaduan", CASE),
        ("Satu", "mailto:a@contoh.example?subject=x%20%26%20y"),
        ("Dua", "mailto:b@contoh.example?subject=x"),
    ]
    assert [each.tag for each in found] == ["p", "p", "p", "p", "ul", "p", "p"]


@pytest.mark.parametrize(
    "line",
    [
        "Buka javascript: javascript:alert(1)",
        "Lihat https://x.example",
        "A: ftp://x",
        "A:https://x",
    ],
)
def test_no_other_line_is_a_link(line: str) -> None:
    assert list(drawn(f"Halo,\n\n{line}\n").iter("a")) == []


def test_the_title_of_the_window_is_escaped() -> None:
    page = hypertext("Halo,\n", title="</title><script>alert(1)</script>\x00")
    assert parsed(page).findtext("head/title") == "</title><script>alert(1)</script> "


@pytest.mark.parametrize("body", ["", "\n", " ", "    ", "    \n", f"{MARKER}\n", "\n\n    a"])
def test_a_letter_may_hold_next_to_nothing(body: str) -> None:
    parsed(hypertext(body, title=""))


@pytest.mark.parametrize(
    "piece",
    [
        *("a\n", "a\n\n", "\n", "    a\n", "    \n", "    <\r", "    \u2028", "a\n    b\n"),
        *("a: https://x.example\n", "a: mailto:x\nb\n", "A\nhttps://x.example\n\n", "A\n\n"),
        *(": ", "\u202e"),
    ],
    ids=ascii,
)
def test_a_megabyte_of_anything_takes_linear_time(piece: str) -> None:
    assert_linear(lambda size: hypertext(piece * (size // len(piece)), title="Surat"), 1_000_000)


def test_a_hundred_thousand_lines_stay_in_their_block() -> None:
    said = "\n".join(f"Baris {number}" for number in range(100_000))
    page = page_of(to_senders.answer(SENT, Legible(said)))
    block = page[page.index("<blockquote") : page.index("</blockquote>")]
    assert block.count("<br>") == 99_999
    assert "Baris 99999" in block


def test_an_answer_is_shown_with_its_lines() -> None:
    (block,) = drawn(SAMPLES["sender_answer"].body).iter("blockquote")
    lines = [block.text or "", *(line.tail or "" for line in block.iter("br"))]
    assert "\n".join(lines) == ANSWER
