"""Reads any mail and cuts the answer out of a reply: bytes in, values out."""
