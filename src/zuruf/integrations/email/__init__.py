"""Mail: a transcript as a letter, and the server that takes it."""
