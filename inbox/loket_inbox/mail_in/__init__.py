"""Incoming mail as pure functions: bytes in, values out; no network, disk or clock.

`parse` reads a message, `authenticity` reads what our own relay says about the sender. Whatever
they are not sure of is held for a person. What of a text is the answer, `loket_inbox.replies` says.

From the octets up: `charsets`, `words`, `parameters` and `transfer` decode; `structure` finds the
layers; `parts` finds text (`wrapped`, `markup`, `page`) and `files` in them; `headers` reads
addresses; `robots` and `bounces` tell machines from people.
"""
