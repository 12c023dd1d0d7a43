"""The ways in which one word is written: affixed, glued, old, as it sounds, with figures, mistyped.

Pure. Words come folded (`domain/folding.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loket_inbox.domain.plain_words import COMMON, TITLES

SHORTEST = 3
"""Letters of a word that is looked for: shorter ones stand in too many words."""

_SHORTEST_OLD, _SHORTEST_HEARD, _SHORTEST_INSIDE, _SHORTEST_NEAR = 3, 5, 6, 6
_SHORTEST_SWAPPED, _SHORTEST_BARE = 4, 5
_SHORTEST_SURE = 8
"""Letters of a word that no other word holds by accident."""

_MOST_GLUED = 16
"""Letters before and behind a word that are taken off it; in longer ones it is only looked for."""

_SUFFIXES = ("nya", "lah", "kah", "pun", "tah", "ku", "mu")
_LOOSE_SUFFIXES = ("an", "ne", "e", "s", "i")
"""These end many words: only behind a longer one."""

_LEET = tuple(str.maketrans("410357689@$!|€+2", f"a{one}oestgbgas{one}{one}etz") for one in "il")

_INFLECTED = re.compile(r"(?:me|mem|men|meng|meny|pe|pem|pen|peng|per|ber|ter|ke|se)")
_INFLECTION_END = re.compile(r"(?:kan|an|i|nya)?")

_DRAWN = re.compile(r"(.)\1{2,}")

_OLD = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("ch", "kh"),
    ("y", "j"),
    ("q", "k"),
)

_HEARD = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        ("oe|ou|oo", "u"), ("dj|dz", "j"), ("tj|^ch", "c"), ("kh|ch", "h"), ("sj|sy|sh", "s"),
        ("ph|v|f", "p"), ("q|ck", "k"), ("x", "ks"), ("th", "t"), ("dh", "d"), ("gh", "g"),
        ("ie|ee|y", "i"), ("uw", "u"), ("o", "u"), (r"(.)\1+", r"\1"), ("h$", ""), ("d$", "t"),
    )
)  # fmt: skip


def squeezed(word: str) -> str:
    """Write each repeated letter once: `zullaikhaaa` is `zulaikha`."""
    return re.sub(r"(.)\1+", r"\1", word)


def without_vowels(word: str) -> str:
    """Write the first letter and the consonants: `zulaikha` is `zlkh`."""
    return word[:1] + re.sub("[aeiou]", "", word[1:])


def old_key(word: str) -> str:
    """Write what old and new spelling share: `djojo` and `joyo` are one."""
    for old, new in _OLD:
        word = word.replace(old, new)
    return squeezed(word)


def heard_keys(word: str) -> set[str]:
    """Write a word as it sounds: `zulfikar` and `julpikar` are one."""
    for wrong, right in _HEARD:
        word = wrong.sub(right, word)
    return {word.replace("z", "j"), word.replace("z", "s")}


class Spellings:
    """Some words, and whether another one is one of them in another spelling."""

    def __init__(self, words: Iterable[str], sure: Iterable[str] = ()) -> None:
        """Take the words, and those that are meant even where they are words of any story."""
        self._sure = frozenset(sure)
        self.words = frozenset(each for each in words if len(each) >= SHORTEST) | self._sure
        self._old = {old_key(each) for each in self._of(_SHORTEST_OLD)}
        self._heard = {key for each in self._of(_SHORTEST_HEARD) for key in heard_keys(each)}
        long = self._of(_SHORTEST_NEAR)
        self._near = _Near(long)
        self._near_heard = _Near(
            key for each in long for key in heard_keys(each) if len(key) >= _SHORTEST_NEAR
        )
        self._bare = {
            bare: each for each in long if len(bare := without_vowels(each)) >= _SHORTEST_BARE
        }
        self._odd = {odd for each in self._of(_SHORTEST_SWAPPED) for odd in _oddly(each)}
        self._inside = any_of(self._of(_SHORTEST_INSIDE))
        self.longest = max(map(len, self.words), default=0)

    def _of(self, length: int) -> list[str]:
        return [each for each in self.words - COMMON if len(each) >= length]

    def have(self, token: str) -> bool:
        """Say whether a word of a text is one of the words, however written."""
        if token in self._sure:
            return True
        if len(token) < SHORTEST or token in COMMON or not self.words:
            return False
        if token in self.words:
            return True
        if token.isdecimal():
            return False
        if len(token) > self.longest + _MOST_GLUED:
            return self._stands_inside(token)
        forms = _forms(token)
        return (
            any(map(self._is_one, _unsuffixed(forms, (*_SUFFIXES, *_LOOSE_SUFFIXES))))
            or any(map(self._is_near_one, _unsuffixed(forms, _SUFFIXES)))
            or self._stands_inside(token)
        )

    def have_joined(self, joined: str) -> bool:
        """Say whether neighbouring pieces together are one of the words; nothing is guessed."""
        if joined in self.words:
            return True
        return len(joined) >= SHORTEST and any(
            form in self.words or self._sounds(form) for form in _unsuffixed({joined}, _SUFFIXES)
        )

    def _is_one(self, form: str) -> bool:
        return form in self.words or form in self._odd or self._sounds(form)

    def _is_near_one(self, form: str) -> bool:
        if len(form) < _SHORTEST_NEAR - 1:
            return False
        if stands_within(form, self._bare.get(without_vowels(form), "")):
            return True
        return self._near.to(form) or any(map(self._near_heard.to, heard_keys(form)))

    def _sounds(self, form: str) -> bool:
        if len(form) < _SHORTEST_OLD:
            return False
        if old_key(form) in self._old:
            return True
        return len(form) >= _SHORTEST_HEARD - 1 and not self._heard.isdisjoint(heard_keys(form))

    def _stands_inside(self, token: str) -> bool:
        found = self._inside.search(token) if self._inside else None
        return found is not None and not (
            len(found[0]) < _SHORTEST_SURE
            and _INFLECTED.fullmatch(token[: found.start()])
            and _INFLECTION_END.fullmatch(token[found.end() :])
        )


class _Near:
    """Words, and whether another one is one slip of the keyboard away from them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, set[str]] = {}
        for word in words:
            for rest in _without_one(word):
                self._by_rest.setdefault(rest, set()).add(word)

    def to(self, token: str) -> bool:
        return any(
            is_near(word, token) and (len(word) > _SHORTEST_NEAR or word[0] == token[0])
            for rest in _without_one(token)
            for word in self._by_rest.get(rest, ())
        )


def stands_within(short: str, word: str) -> bool:
    """Say whether a word holds the letters of a shorter one in their order."""
    letters = iter(word)
    return all(letter in letters for letter in short)


def is_near(one: str, other: str) -> bool:
    """Say whether one sign too many, too few, wrong, or swapped with the next is the difference."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, sign in enumerate(one) if sign != other[at]), len(one))
    left, right = one[same:], other[same:]
    if len(left) < len(right):
        return left == right[1:]
    return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Compile a search for any of these words, the longest first; None where there are none."""
    listed = sorted(words, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, listed))) if listed else None


def _forms(token: str) -> set[str]:
    """List what a token may be without what was glued to it, and with letters for figures."""
    forms = {token, token.strip("x"), _DRAWN.sub(r"\1", token)}
    if not token.isalpha():
        forms.add(token.strip("0123456789"))
        forms |= {form.translate(table) for form in tuple(forms) for table in _LEET}
    forms |= {
        form[cut:]
        for form in tuple(forms)
        for cut in range(2, min(9, len(form) - 2))
        if form[:cut] in TITLES or form[:cut] in {"di", "ke"}
        if len(form) - cut > SHORTEST or cut >= SHORTEST
    }
    return forms


def _unsuffixed(forms: set[str], suffixes: tuple[str, ...]) -> set[str]:
    for _ in range(2):  # "…nyalah", "…kupun".
        forms = forms | {
            form[: -len(suffix)]
            for form in forms
            for suffix in suffixes
            if form.endswith(suffix)
            if len(form) - len(suffix) >= (SHORTEST if suffix in _SUFFIXES else _SHORTEST_HEARD)
        }
    return {form for form in forms if len(form) >= SHORTEST and form not in COMMON}


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _oddly(word: str) -> Iterator[str]:
    """List a word with two letters swapped, backwards, and without its vowels."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    yield word[::-1]
    bare = without_vowels(word)
    if len(bare) >= _SHORTEST_SWAPPED:
        yield bare
