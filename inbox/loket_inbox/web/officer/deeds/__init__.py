"""What an officer can do with a case, as forms on its page."""
