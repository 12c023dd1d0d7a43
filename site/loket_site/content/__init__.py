"""Reads the office's text files into a catalogue, or says every problem of them at once."""
