"""What the inbox shows: to the public, and while trying out, the local mailbox."""
