"""What a file may be, and making it harmless (W-9). `harmless` is the door.

What decodes a picture runs in a process of its own (`redraw`), so nothing is imported here.
"""
