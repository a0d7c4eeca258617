"""Secrets that are shown once: made from the moment of their command, so that an action run again makes the same one."""

import base64
import hashlib

from zuruf.domain.moment import Moment


def secret_of(moment: Moment, purpose: str) -> str:
    """43 letters for a link or a key. As hard to guess as the moment's 128 random bits; ids of the same moment tell nothing of it."""
    digest = hashlib.blake2b(b"secret:" + purpose.encode(), key=moment.seed, digest_size=32).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hashed(token: str) -> str:
    """What is stored of a token (B07): SHA-256 in hex. A token has at least 128 random bits, so that no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
