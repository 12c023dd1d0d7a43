"""The site: the office's text files, turned into plain pages that anybody can host."""
