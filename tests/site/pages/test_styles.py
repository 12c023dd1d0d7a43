"""Stylesheets and scripts stand in the page, small, and named by the page's policy."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from loket_site.pages import styles

SHEETS = (
    "base",
    "book",
    "contact",
    "desk",
    "details",
    "exit",
    "form",
    "hero",
    "home",
    "paper",
    "prose",
    "receipt",
    "service",
    "slip",
    "steps",
)


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { color : red ; }", "a{color :red}"),
        ("a :hover, b > c { x: y; z: 1px  2px }", "a :hover,b>c{x:y;z:1px 2px}"),
        ('/* a; } */ b::after { content: "a;  } b"; }', 'b::after{content:"a;  } b"}'),
        (
            "@media (min-width: 1rem) { a { b: calc(1rem + 2px) } }",
            "@media (min-width:1rem){a{b:calc(1rem + 2px)}}",
        ),
        ("a:not(.b) .c { d: e }", "a:not(.b) .c{d:e}"),
        ("a /* between */ b { c: d }", "a b{c:d}"),
    ],
)
def test_minifying_drops_only_what_css_does_not_need(css: str, small: str) -> None:
    assert styles.minify(css) == small


def test_minifying_twice_changes_nothing_more() -> None:
    for name in SHEETS:
        once = styles.stylesheet(name)
        assert styles.minify(once) == once


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_asks_the_network_for_anything(name: str) -> None:
    css = styles.stylesheet(name)
    assert "http" not in css.replace("a[href^=http]", "")
    assert "@import" not in css
    assert "url(" not in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_has_shadows_or_movement(name: str) -> None:
    assert not re.search(
        r"box-shadow|text-shadow|animation|transition|@keyframes", styles.stylesheet(name)
    )


def test_a_sheet_brings_what_it_builds_on_once() -> None:
    css = styles.stylesheet("service", "steps")
    assert css.count("counter-reset") == 1


def test_a_digest_is_a_csp_source() -> None:
    sha = base64.b64encode(hashlib.sha256("é".encode()).digest()).decode()
    assert styles.digest("é") == f"'sha256-{sha}'"


def test_the_policy_names_every_style_and_script_and_nothing_else() -> None:
    worn = styles.dress("form", scripts=("errors",), sensitive=True, extra=".a { b: c }")
    policy = worn.policy("https://kotak.example")
    assert policy.startswith("default-src 'none';base-uri 'none';img-src 'self' data:;")
    assert styles.digest(worn.styles) in policy
    assert all(styles.digest(script) in policy for script in worn.scripts)
    assert policy.endswith("form-action https://kotak.example")
    assert worn.styles.endswith(".a{b:c}")
    assert "unsafe" not in policy


def test_a_page_without_scripts_allows_none() -> None:
    assert "script-src 'none'" in styles.dress().policy("'self'")


def test_a_sensitive_page_wears_the_exit() -> None:
    worn = styles.dress("service", sensitive=True)
    assert ".keluar{" in worn.styles
    assert any("location.replace" in script for script in worn.scripts)
