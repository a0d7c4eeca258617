"""What full-text search takes for a word, which words are the same, and where in a text they stand (I3).

A word is a run of letters and digits. Case, accents and other marks do not count, and ß is ss; ä is a, not ae. The databases are given the
words made here and split nothing themselves, so that SQLite and PostgreSQL find the same.
"""

import re
import unicodedata
from dataclasses import dataclass

from zuruf.domain.visitor import Visitor

LONGEST_WORD = 60  # characters of a word that count; PostgreSQL's index takes no word of any length
MOST_ASKED = 10  # words of a query; those after them are not looked for
READ_OF_QUERY = 500  # characters of it
AROUND_HIT = 60  # characters of a snippet before its first hit
SNIPPET = 160

# Letters and digits with the marks that belong to them (category M is not in \w).
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a snippet; never markup."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of `words`, and a word that begins with `beginning` (the last one typed)."""

    words: tuple[str, ...]
    beginning: str

    @property
    def text(self) -> str:
        """`straße 12` as `strasse 12*`: what the databases are asked."""
        return " ".join((*self.words, f"{self.beginning}*"))

    def meets(self, word: str) -> bool:
        """Whether this word of a text, folded, is one that was asked for."""
        return word in self.words or word.startswith(self.beginning)


def folded(text: str) -> str:
    """The words of a text as they are compared, with one space between them."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared, in its order."""
    return [word for met in _WORD.finditer(text) for word in _folded(met[0])]


def query_of(text: str) -> Query | None:
    """What somebody typed; None if there is no word in it. Quotes, operators and the like only separate words."""
    words = list(dict.fromkeys(words_of(text[:READ_OF_QUERY])[:MOST_ASKED]))
    return Query(tuple(words[:-1]), words[-1]) if words else None


def words_of_visitor(visitor: Visitor) -> list[tuple[str, str]]:
    """The facts a visitor is found by, with the text of each: name, email, phone, attributes (`attribute:NAME`)."""
    facts = [("name", visitor.name), ("email", visitor.email), ("phone", visitor.phone)]
    facts += [(f"attribute:{name}", str(value)) for name, value in visitor.attributes.items() if value is not True]
    return [(name, text) for name, text in facts if text]


def parts_of(text: str, query: Query) -> tuple[Part, ...]:
    """A snippet of the text around its first hit, hits marked; the beginning of the text when it has none."""
    spans = [met.span() for met in _WORD.finditer(text) if any(map(query.meets, _folded(met[0])))]
    start = max(0, spans[0][0] - AROUND_HIT) if spans else 0
    end = start + SNIPPET
    parts = [Part("…", is_hit=False)] if start else []
    at = start
    for first, last in ((a, min(b, end)) for a, b in spans if start <= a < end):
        parts += [Part(text[at:first], is_hit=False), Part(text[first:last], is_hit=True)]
        at = last
    parts.append(Part(text[at:end] + ("…" if len(text) > end else ""), is_hit=False))
    return tuple(part for part in parts if part.text)


def _folded(word: str) -> list[str]:
    """Usually one; what falls apart without its marks, such as ½, is several."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = "".join(letter if letter.isalnum() else "" if _is_mark(letter) else " " for letter in plain)
    return [part[:LONGEST_WORD] for part in kept.split()]


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Cf")
