"""Letters on their way: composed, sent, put off or given up."""
