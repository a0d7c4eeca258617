"""A workspace with people in it, seeded through actions and lived in over HTTP."""
