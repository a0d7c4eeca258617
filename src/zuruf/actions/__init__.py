"""Every change of state: one file a noun, one function one transaction with its events."""
