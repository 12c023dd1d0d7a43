"""The words of our own in every language, and how people spell what they type."""
