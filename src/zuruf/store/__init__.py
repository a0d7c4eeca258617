"""SQL without decisions: the database with its group commit, and one file of queries a noun."""
