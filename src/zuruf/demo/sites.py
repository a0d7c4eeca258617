"""The two websites of the demonstration: a shop in English with its French version below /fr/, and an academy."""

import html
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
STYLE = (Path(__file__).parent / "page.css").read_bytes()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its language, title and paragraphs."""

    language: str
    title: str
    text: tuple[str, ...]


SHOP = {
    "/": Page(
        "en", "Lamps worth keeping", ("Hand-made lamps from a small workshop.", "Every lamp can be repaired, for ever.")
    ),
    "/products": Page("en", "Our lamps", ("Brass, oak and glass.", "Made to order in two weeks.")),
    "/products/lamp": Page("en", "The brass lamp", ("A lamp for reading late.", "In stock. 148 €.")),
    "/cart": Page("en", "Your cart", ("One brass lamp, 148 €.", "Delivery in two days.")),
    "/help": Page("en", "Help", ("Orders, returns, repairs: ask us in the chat.",)),
    "/fr/": Page(
        "fr",
        "Des lampes pour longtemps",
        ("Des lampes faites à la main dans un petit atelier.", "Chaque lampe se répare, pour toujours."),
    ),
    "/fr/produits": Page("fr", "Nos lampes", ("Laiton, chêne et verre.", "Fabriquées sur commande en deux semaines.")),
    "/fr/produits/lampe": Page("fr", "La lampe en laiton", ("Une lampe pour lire tard.", "En stock. 148 €.")),
    "/fr/suivi": Page("fr", "Suivi de commande", ("Votre colis est en route.", "Une question ? Écrivez-nous.")),
    "/fr/aide": Page("fr", "Aide", ("Commandes, retours, réparations : demandez-nous dans le chat.",)),
}
ACADEMY = {
    "/": Page(
        "de", "Akademie für Tee", ("Kurse für alle, die genau hinschmecken wollen.", "Am Abend oder am Wochenende.")
    ),
    "/courses": Page("de", "Kurse", ("Grüner Tee, schwarzer Tee, Tee und Käse.",)),
    "/courses/tea": Page("de", "Grüner Tee für Anfänger", ("Vier Abende, 120 €.",)),
    "/prices": Page("de", "Preise", ("Einzelkurs 120 €, Jahreskarte 640 €.",)),
}
# What the link to the pages in another language says, and the line below each page.
NAMES = {"en": "English", "fr": "Français"}
FOOTERS = {
    "en": "A website of the Zuruf demonstration. The chat is at the bottom right.",
    "de": "Eine Website der Zuruf-Demonstration. Der Chat ist unten rechts.",
    "fr": "Un site de la démonstration de Zuruf. Le chat est en bas à droite.",
}


class Site(ThreadingHTTPServer):
    """One website on a port of its own, and so an origin of its own."""

    daemon_threads = True

    def __init__(self, port: int, name: str, pages: dict[str, Page], snippet: str) -> None:
        self.name = name
        self.pages = pages
        self.snippet = snippet
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Site  # pyright: ignore[reportIncompatibleVariableOverride]  (made by Site only)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/style.css":
            self._answer(200, "text/css; charset=utf-8", STYLE)
            return
        page = self.server.pages.get(path)
        if page is None:
            self._answer(404, "text/plain; charset=utf-8", b"There is no such page.\n")
            return
        self._answer(200, "text/html; charset=utf-8", self._page(path, page))

    def _page(self, path: str, page: Page) -> bytes:
        pages = self.server.pages.items()
        links = "".join(
            f'<a href="{html.escape(other)}"{" aria-current=page" if other == path else ""}>{html.escape(it.title)}</a>'
            for other, it in pages
            if it.language == page.language
        )
        others = "".join(
            f'<a href="{html.escape(other)}" lang="{it.language}">{NAMES[it.language]}</a>'
            for other, it in pages
            if it.language != page.language and other in ("/", "/fr/")
        )
        text = PAGE.substitute(
            language=page.language,
            site=html.escape(self.server.name),
            title=html.escape(page.title),
            links=links,
            others=others,
            text="".join(f"<p>{html.escape(line)}</p>" for line in page.text),
            footer=FOOTERS[page.language],
            snippet=self.server.snippet,
        )
        return text.encode()

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Nothing: people look at the console."""
        del format, args
