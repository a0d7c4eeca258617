"""What an address says of the campaign that led to it: its UTM parameters (T2, I8)."""

from urllib.parse import parse_qsl, urlsplit

PARAMETERS = ("utm_source", "utm_medium", "utm_campaign")
MOST_CHARACTERS = 80


def campaign_of(url: str) -> str:
    """Source, medium and campaign as far as they are named, with a slash between them; "" if the address names none of them."""
    try:
        given = dict(parse_qsl(urlsplit(url).query, max_num_fields=100))
    except ValueError:
        return ""
    named = [given[name].strip() for name in PARAMETERS if given.get(name, "").strip()]
    return " / ".join(named)[:MOST_CHARACTERS]
