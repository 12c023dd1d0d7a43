"""What people outside do: send a form, look up the answer, write back."""
