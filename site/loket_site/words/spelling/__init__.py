"""How people here write numbers, days and hours: read into one form, and written back. Pure."""
