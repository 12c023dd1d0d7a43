"""What becomes of mail that a person has to look at, and of letters that never arrived."""
