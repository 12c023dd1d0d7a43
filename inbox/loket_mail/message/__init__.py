"""Incoming mail as pure functions: bytes in, values out; no network, disk or clock.

`parse` reads a message, `authenticity` reads what our own relay says about the sender. Whatever
they are not sure of is held for a person. What of a text is the answer, `loket_mail.replies` says.

From the octets up: `charsets`, `words`, `parameters` and `transfer` decode; `structure` finds the
layers, each with its `head`; `parts` finds text (`wrapped`, `markup`, `page`), `files` and
`pictures` in them; `headers` reads addresses; `robots`, `invitations` and `bounces` tell machines
from people, by `robot_words`, `own_words` and `bounce_words`.
"""
