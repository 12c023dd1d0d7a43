"""The answer in a reply to a letter, without what mail programs quote, introduce and add (M-15).

Plain text in, a `Cut` out::

    >>> from loket_mail.replies import cut
    >>> found = cut('''Sudah diperbaiki.
    ...
    ... Dikirim dari iPhone saya
    ...
    ... Pada 23 Nov 2026, pukul 10.00, Loket <loket@contoh.example> menulis:
    ...
    ... > Kapan jalan diperbaiki?''')
    >>> found.answer, found.sure
    ('Sudah diperbaiki.', True)
    >>> found.introduction
    'Pada 23 Nov 2026, pukul 10.00, Loket <loket@contoh.example> menulis:'
    >>> found.quoted, found.signature
    ('> Kapan jalan diperbaiki?', 'Dikirim dari iPhone saya')

It reads Indonesian and English mail of Gmail, Outlook, Apple, Yahoo, Thunderbird, Samsung, Zimbra,
Roundcube and their kin. Three promises:

- No word is lost: each is in one of the four texts of the `Cut`.
- `Cut.sure` is true only where nothing speaks against the cut. Where no cut is certain, the whole
  text is the answer, and not sure: a person must look. So it is where somebody else's words stand
  between the writer's own, which are kept together, and where the writer says that he answered
  inside the letter.
- Time and memory are linear in the length of the text, whatever it is.

A letter that begins with a marker line has its replies cut more surely: above that line.

The package needs nothing but the standard library. `lines` and `dates` read single lines and
words; `attributions` ("Pada … menulis:"), `headers` ("Dari: / Dikirim:"), `advertising` ("Dikirim
dari iPhone saya") and `tails` (signatures) each know one thing that programs write; `intros` finds
the first two anywhere, `above` right above the marker; `pointers` reads what writers say of words
further below; `layout` sorts all lines, and `cutting` cuts.
"""

from loket_mail.replies.cutting import Cut, Person, cut

__all__ = ["Cut", "Person", "cut"]
