"""Every change of state: one function is one transaction with its events. Actions do not call each other."""
