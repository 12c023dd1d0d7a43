"""What a case is, who may do what with it, and when it is due. Pure: the standard library alone."""
