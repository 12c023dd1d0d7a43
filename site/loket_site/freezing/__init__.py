"""Writes the site as files that any web host can serve, and shows them on this machine."""
