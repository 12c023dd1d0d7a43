import pytest

from loket_mail.message.markup import read
from tests.spans import assert_linear

TABLE = [
    ("Satu<br>dua<br/>tiga", "Satu\ndua\ntiga"),
    ("<div>Satu</div><div>dua</div><div><br></div><div>tiga</div>", "Satu\ndua\n\ntiga"),
    ("<p>Satu</p>\n<p>dua</p>", "Satu\n\ndua"),
    ("<p>Satu\n  kata   <b>dua</b> </p>", "Satu kata dua"),
    ("a<b>b</b>c <i>d</i>e", "abc de"),
    ("&lt;b&gt; &amp;amp; &nbsp;x &eacute;&#233;", "<b> &amp;  x éé"),
    ("<head><title>x</title><style>p{}</style></head><script>'</p>'</script>y", "y"),
    ("a<!-- <p>x</p> -->b<!-->c", "abc"),
    ("<blockquote>Satu<br>dua</blockquote>tiga", "> Satu\n> dua\ntiga"),
    ("<blockquote>a<blockquote>b<p>c</blockquote></blockquote>", "> a\n> > b\n> >\n> > c"),
    ("<ul><li>a</li><li>b</li></ul><ol><li>c<li>d</ol>", "- a\n- b\n1. c\n2. d"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    (
        "<table><tr><td><p>a</p></td><td><div>b</div></td></tr><tr><td>c<td>d</table>e",
        "a b\nc d\ne",
    ),
    ("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb c"),
    ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
    ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a c"),
    ("<blockquote><table><tr><td>a<td><p>b</table></blockquote>c", "> a b\n\nc"),
    ('<p class="MsoNormal">a</p><p class=MsoNormal>b</p><p>c</p>', "a\nb\n\nc"),
    ('<p style="margin:0cm">a</p><p style="margin-bottom: 0">b</p>', "a\nb"),
    ("<div style='display:none'>a<div>b</div></div>c", "c"),
    ('<p style="display : none">a<p>b', "b"),
    ("<ul><li hidden>a<li>b</ul>", "- b"),
    ("<table><tr><td hidden>a<td>b</table>", "b"),
    ("<div><span hidden>a</div>b", "b"),
    ("<div hidden>a<br>b", "ab"),
    ("<body style='display:none'>a", "a"),
    ("a<div style='border:none;border-top:solid #E1E1E1 1pt'>b</div>", f"a\n{'_' * 32}\nb"),
    ("a<hr>b", f"a\n{'_' * 32}\nb"),
    ("<blockquote>a<hr/>b</blockquote>", f"> a\n> {'_' * 32}\n> b"),
    ("a<br>-- <br>b<br>--<br>c<br>-- d", "a\n-- \nb\n--\nc\n-- d"),
    ('a <img alt="\U0001f64f"><img alt="logo">b', "a \U0001f64fb"),
    ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
    ('<a href="https://contoh.example/a?b=1&amp;c">di sini</a>.', ""),
    ('<a href="https://contoh.example/">contoh.example</a>', "contoh.example"),
    ('<a href="javascript:alert(1)">x</a>', "x"),
    ('<img alt=">" src="x">a<p title=it\'s>b', "a\n\nb"),
    ("1 < 2 dan 3 > 2", "1 < 2 dan 3 > 2"),
    ("a</>b</ x>c<?php x?>d<!doctype html>e", "abcde"),
    ("a<p ", "a"),
    ('a<p x="', "a"),
    ("a<!-- b", "a"),
    ("a<script>b", "a"),
    ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "text"), TABLE)
def test_m13_html_becomes_the_text_that_a_reader_sees(html: str, text: str) -> None:
    if "di sini" in html:
        text = "di sini (https://contoh.example/a?b=1&c)."
    assert read(html)[0] == text


def test_m13_text_after_a_deep_quotation_is_still_not_quoted() -> None:
    html = "<blockquote>" * 40 + "x" + "</blockquote>" * 39 + "y</blockquote>z"
    assert read(html)[0] == "> " * 10 + "x\n> y\nz"


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<a ",
        "<",
        "<div>",
        "<blockquote>x",
        "</",
        "<!",
        "<p x='",
        '<p x="y',
        "&#",
        "&a",
        "<script>",
        "<ol><li>x",
        "</script",
        "<a href=https://x>",
        "<td>x",
        "<td><p>x</p>",
        "<td><p>> ",
        "<div hidden>",
        "<img alt=\u2605>",
        "<div style='display",
        "<pre>\n",
        "<a/=",
        "\n ",
    ],
)
def test_m14_a_megabyte_of_hostile_html_is_read_in_linear_time(piece: str) -> None:
    def read_it(size: int) -> None:
        text = read(piece * (size // len(piece)))[0]
        assert len(text) < 30 * size

    assert_linear(read_it, 1_000_000)


@pytest.mark.parametrize(
    "style",
    ["visibility:hidden", "font-size:0", "font-size: 0px;", "opacity:0", "mso-hide:all"],
)
def test_m16_what_a_style_hides_is_no_text(style: str) -> None:
    html = f'<p>Kami periksa.</p><p style="{style}">Rahasia.</p><p style="font-size:0.9em">Ya.</p>'
    assert read(html)[0] == "Kami periksa.\n\nYa."


@pytest.mark.parametrize(
    "html",
    ["<del>tidak</del>", "<s>tidak</s>", '<span style="text-decoration:line-through">x</span>'],
)
def test_what_is_struck_out_is_for_a_persons_eyes(html: str) -> None:
    assert read(f"<p>Kami {html} datang.</p>")[1] is False
    assert read("<p>Kami datang.</p>")[1] is True
