"""The bytes of files: receiving, looking at and keeping them. Who may have them is decided elsewhere."""
