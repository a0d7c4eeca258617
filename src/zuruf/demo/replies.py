"""The saved replies of the demonstration (I4)."""

REPLIES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "hello",
        {
            "en": "Hello {visitor.name|there}, this is {agent.name}. How can I help?",
            "de": "Guten Tag {visitor.name|und willkommen}, hier ist {agent.name}. Wie kann ich helfen?",
            "fr": "Bonjour {visitor.name|et bienvenue}, ici {agent.name}. Que puis-je faire pour vous ?",
        },
    ),
    (
        "hours",
        {
            "en": "We are here Monday to Friday from 9 to 17.",
            "de": "Wir sind montags bis freitags von 9 bis 17 Uhr für Sie da.",
            "fr": "Nous sommes là du lundi au vendredi, de 9 h à 17 h.",
        },
    ),
    (
        "order",
        {
            "en": "I have looked up order {visitor.attributes.order}. It is on its way and should arrive within two days.",
            "de": "Ich habe Ihre Bestellung {visitor.attributes.order} nachgesehen. Sie ist unterwegs und kommt in zwei Tagen an.",
            "fr": "J’ai vérifié la commande {visitor.attributes.order}. Elle est en route et arrivera d’ici deux jours.",
        },
    ),
)
