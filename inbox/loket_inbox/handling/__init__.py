"""The use cases, each one transaction; web, mail, worker and command line call them alike."""
