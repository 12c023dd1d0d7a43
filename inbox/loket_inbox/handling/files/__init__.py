"""Files that people send: waiting between two pages, then kept with their case."""
