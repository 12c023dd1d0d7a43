"""The officers' own desk: signing in, lists, the complaint register, what waits."""
