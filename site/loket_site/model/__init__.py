"""What the office publishes, as frozen values: no files, no network, no clock.

The attributes are English, the keys that the clerk writes are Indonesian; `KEYS` is the dictionary
between the two (`title` reads `judul`).
"""
