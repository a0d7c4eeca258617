"""What letters say of their own, by language; another language is another table (the one of English is whole)."""

from collections.abc import Mapping
from typing import Final

Words = Mapping[str, str]

ENGLISH: Final[Words] = {
    "subject": "Your conversation with {website}",
    "intro": "This is your conversation with {website}. Times: {zone}.",
    "you": "You",
    "file": "File: {name} ({size})",
    "cut": "Older messages are left out.",
    "why": "You get this e-mail because your address was given for it in the chat of {website}. If that was not you, you need not do anything. "
    "Replies to this e-mail are not read.",
}
LANGUAGES: Final[Mapping[str, Words]] = {
    "en": ENGLISH,
    "de": {
        "subject": "Ihre Unterhaltung mit {website}",
        "intro": "Dies ist Ihre Unterhaltung mit {website}. Zeiten: {zone}.",
        "you": "Sie",
        "file": "Datei: {name} ({size})",
        "cut": "Ältere Nachrichten sind weggelassen.",
        "why": "Sie erhalten diese E-Mail, weil Ihre Adresse dafür im Chat von {website} angegeben wurde. Waren Sie das nicht, "
        "brauchen Sie nichts zu tun. Antworten auf diese E-Mail werden nicht gelesen.",
    },
    "fr": {
        "subject": "Votre conversation avec {website}",
        "intro": "Voici votre conversation avec {website}. Heures : {zone}.",
        "you": "Vous",
        "file": "Fichier : {name} ({size})",
        "cut": "Les messages plus anciens ont été omis.",
        "why": "Vous recevez cet e-mail parce que votre adresse a été indiquée à cet effet dans le chat de {website}. Si ce n’était pas vous, "
        "vous n’avez rien à faire. Les réponses à cet e-mail ne sont pas lues.",
    },
}


def words_in(language: str) -> Words:
    """Of this language or the one it is a region of, else English."""
    return LANGUAGES.get(language) or LANGUAGES.get(language[:2].lower()) or ENGLISH
