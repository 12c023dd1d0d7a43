"""Incoming mail as pure functions: bytes in, values out; no network, disk or clock.

`parse` reads a message, `quoting` finds the answer above our marker line, `authenticity` reads what
our own relay says about the sender. Whatever they are not sure of is held for a person.
"""
