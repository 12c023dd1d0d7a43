"""The letters that the office sends: one function per letter, values in, a `Letter` out.

Their words stand in `templates/<letter>/`; `hypertext` makes the HTML version of them.
"""
