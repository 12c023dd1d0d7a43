"""The inbox: takes what people send, keeps it, and carries the conversation with the officers."""
