"""Mail that comes in, and what becomes of it: something on a case, or held for a person.

`polling` and `fetching` bring it from the mailbox (`imap`). `finding` says whose mail it is and
about which case, `deciding` what it is, `taking` puts it on the case, `telling` writes to people
about what is held. `receiving` is one transaction around them.
"""
