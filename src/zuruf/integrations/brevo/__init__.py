"""Brevo's shapes and Zuruf's, translated into each other without I/O."""
