"""Decisions without I/O: frozen records and functions; no clock, no randomness, no await."""
