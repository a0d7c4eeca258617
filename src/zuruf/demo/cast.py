"""Who and what the demonstration shows: six agents, four groups, two websites, and what visitors and agents say."""

from dataclasses import dataclass
from typing import Literal

Behaviour = Literal["yours", "answers", "invisible", "offline"]


@dataclass(frozen=True, slots=True)
class Person:
    """An agent. `groups` by their keys; who is "yours" signs in by hand, the others are played."""

    key: str
    name: str
    role: Literal["owner", "admin", "agent"]
    groups: tuple[str, ...]
    behaviour: Behaviour

    @property
    def email(self) -> str:
        """Their sign-in."""
        return f"{self.key}@demo.example"


PEOPLE = (
    Person("frieda", "Frieda Brandt", "owner", ("vip",), "yours"),
    Person("marie", "Marie Keller", "agent", ("fr", "vip"), "yours"),
    Person("tim", "Tim Petersen", "agent", ("fr", "de"), "answers"),
    Person("nora", "Nora Fischer", "agent", ("de", "sales"), "answers"),
    Person("lea", "Léa Martin", "agent", ("fr",), "invisible"),
    Person("olaf", "Olaf Stein", "agent", ("sales", "de"), "offline"),
)


@dataclass(frozen=True, slots=True)
class Team:
    """A group of the demonstration."""

    key: str
    names: dict[str, str]
    colour: str
    is_private: bool = False


TEAMS = (
    Team("fr", {"en": "Support-Team FR", "de": "Support-Team FR", "fr": "Support-Team FR"}, "blue"),
    Team("de", {"en": "Support-Team DE", "de": "Support-Team DE", "fr": "Support-Team DE"}, "amber"),
    Team("sales", {"en": "Sales", "de": "Vertrieb", "fr": "Ventes"}, "green"),
    Team("vip", {"en": "VIP", "de": "VIP", "fr": "VIP"}, "violet", is_private=True),
)

SHOP_PAGES = ("/", "/products", "/products/lamp", "/cart", "/help")
FRENCH_PAGES = ("/fr/", "/fr/produits", "/fr/produits/lampe", "/fr/suivi", "/fr/aide")
ACADEMY_PAGES = ("/", "/courses", "/courses/tea", "/prices")

NAMES = {
    "en": ("Emma Clarke", "Noah Bennett", "Olivia Hughes", "Jack Turner", "Amelia Ward", "", "", "Harry Cole"),
    "fr": ("Camille Durand", "Louis Moreau", "Chloé Lefèvre", "Hugo Garnier", "", "Manon Roux", "", "Jules Perrin"),
    "de": ("Jonas Brandt", "Aylin Lorenz", "Lukas Weber", "Mia Schulz", "", "Paul Krüger", "Lena Vogt", ""),
}

ASKED = {
    "en": (
        "Hello, is the brass lamp still in stock?",
        "My order says delivered, but nothing has arrived.",
        "Can I change the delivery address of an order?",
        "Do you ship to Ireland?",
        "The link in your mail does not work for me.",
        "How long does a return take?",
    ),
    "fr": (
        "Bonjour, ma commande n’est pas arrivée. Le suivi indique « livrée » depuis mardi.",
        "Bonjour, est-ce que la lampe en laiton est disponible ?",
        "Le lien ne fonctionne pas chez moi…",
        "Puis-je changer l’adresse de livraison ?",
        "Combien de temps prend un retour ?",
    ),
    "de": (
        "Guten Tag, können Sie das für mich prüfen?",
        "Wann beginnt der nächste Teekurs?",
        "Kann ich den Kurs auch am Wochenende besuchen?",
        "Ich habe noch keine Rechnung bekommen.",
        "Gibt es einen Nachlass für Gruppen?",
    ),
}

ANSWERED = {
    "en": (
        "Hello! Let me look that up for you.",
        "Thank you for waiting. It is on its way and arrives tomorrow.",
        "You are welcome!",
    ),
    "fr": (
        "Bonjour, je regarde tout de suite avec le transporteur.",
        "Merci de votre patience. Le colis arrive demain, voici le nouveau suivi.",
        "Avec plaisir, bonne journée !",
    ),
    "de": (
        "Guten Tag, ich sehe sofort nach.",
        "Danke für Ihre Geduld. Es ist unterwegs und kommt morgen an.",
        "Sehr gerne!",
    ),
}

THANKED = {"en": "Great, thank you!", "fr": "Parfait, merci beaucoup !", "de": "Danke, das hat geholfen."}
NOTED = (
    "Same carrier as yesterday, replacement is approved.",
    "Regular customer, be generous.",
    "Invoice was sent again by mail.",
)
