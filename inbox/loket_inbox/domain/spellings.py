"""The ways in which one word is written: affixed, glued, old, as it sounds, with figures, mistyped.

Pure. Words come folded (`domain/folding.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loket_inbox.domain.plain_words import COMMON, TITLES

SHORTEST = 3
"""Letters of a word that is looked for: shorter ones stand in too many words."""

_SHORTEST_OLD, _SHORTEST_HEARD, _SHORTEST_INSIDE, _SHORTEST_NEAR = 4, 5, 6, 7
_SHORTEST_SWAPPED = 5

_SUFFIXES = ("nya", "lah", "kah", "pun", "tah", "ku", "mu")
_LOOSE_SUFFIXES = ("an", "ne", "e", "s", "i")
"""These end many words: only behind a longer one."""

_LEET = tuple(str.maketrans("410357689@$!|€+2", f"a{one}oestgbgas{one}{one}etz") for one in "il")

_INFLECTED = re.compile(r"(?:me|mem|men|meng|meny|pe|pem|pen|peng|per|ber|ter|ke|se)")
_INFLECTION_END = re.compile(r"(?:kan|an|i|nya)?")

_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("ch", "kh"), ("y", "j"))

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

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(each for each in words if len(each) >= SHORTEST)
        self._old = {old_key(each) for each in self._of(_SHORTEST_OLD)}
        self._heard = {key for each in self._of(_SHORTEST_HEARD) for key in heard_keys(each)}
        long = self._of(_SHORTEST_NEAR)
        self._near = {near for each in long for near in _without_one(each)}
        self._near_heard = {
            near for each in long for key in heard_keys(each) for near in _without_one(key)
        }
        self._swapped = {
            swapped for each in self._of(_SHORTEST_SWAPPED) for swapped in _mistyped(each)
        }
        self._backwards = {each[::-1] for each in self._of(_SHORTEST_INSIDE)}
        self._inside = any_of(self._of(_SHORTEST_INSIDE))
        self.longest = max(map(len, self.words), default=0)

    def _of(self, length: int) -> list[str]:
        return [each for each in self.words if len(each) >= length]

    def have(self, token: str) -> bool:
        """Say whether a word of a text is one of the words, however written."""
        if token in self.words:
            return True
        if len(token) < SHORTEST or token in COMMON or not self.words:
            return False
        return any(self._is_one(form) for form in _forms(token)) or self._stands_inside(token)

    def have_joined(self, joined: str) -> bool:
        """Say whether neighbouring pieces together are one of the words; nothing is guessed."""
        return len(joined) >= SHORTEST and any(
            form in self.words or self._sounds(form) for form in _unsuffixed({joined})
        )

    def _is_one(self, form: str) -> bool:
        if form in self.words or self._sounds(form):
            return True
        if form in self._swapped or form in self._backwards:
            return True
        if len(form) < _SHORTEST_NEAR - 1:
            return False
        if not self._near.isdisjoint(_without_one(form)):
            return True
        return any(not self._near_heard.isdisjoint(_without_one(key)) for key in heard_keys(form))

    def _sounds(self, form: str) -> bool:
        if len(form) < _SHORTEST_OLD:
            return False
        if old_key(form) in self._old:
            return True
        return len(form) >= _SHORTEST_HEARD - 1 and not self._heard.isdisjoint(heard_keys(form))

    def _stands_inside(self, token: str) -> bool:
        found = self._inside.search(token) if self._inside else None
        return found is not None and not (
            _INFLECTED.fullmatch(token[: found.start()])
            and _INFLECTION_END.fullmatch(token[found.end() :])
        )


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Compile a search for any of these words, the longest first; None where there are none."""
    listed = sorted(words, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(re.escape, listed))) if listed else None


def _forms(token: str) -> set[str]:
    """List what a token may be without what was glued to it, and with letters for figures."""
    forms = {token}
    if not token.isalpha():
        forms.add(token.strip("0123456789"))
        forms |= {form.translate(table) for form in tuple(forms) for table in _LEET}
    forms |= {
        form[cut:]
        for form in tuple(forms)
        for cut in range(2, min(9, len(form) - 2))
        if form[:cut] in TITLES or form[:cut] in {"di", "ke"}
        if len(form) - cut > SHORTEST
    }
    return _unsuffixed(forms)


def _unsuffixed(forms: set[str]) -> set[str]:
    for _ in range(2):  # "…nyalah", "…kupun".
        forms = forms | {
            form[: -len(suffix)]
            for form in forms
            for suffixes, least in ((_SUFFIXES, SHORTEST), (_LOOSE_SUFFIXES, _SHORTEST_HEARD))
            for suffix in suffixes
            if form.endswith(suffix) and len(form) - len(suffix) >= least
        }
    return {form for form in forms if len(form) >= SHORTEST and form not in COMMON}


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _mistyped(word: str) -> Iterator[str]:
    """List a shorter word with two letters swapped, and with an inner one missing."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) >= _SHORTEST_INSIDE:
        for at in range(1, len(word) - 1):
            yield word[:at] + word[at + 1 :]
