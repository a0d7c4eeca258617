"""Zuruf: self-hosted live chat that puts every website visitor in front of the right person."""
