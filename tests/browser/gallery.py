"""A shop full of life for its pictures, the ways of looking at it, and what must hold of every picture."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Frame, Page

from tests.browser.office import Office
from tests.journeys.people import Agent, Json, Visitor

I18N = Path(__file__).parents[2] / "frontend"
VIEWPORTS = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@dataclass(frozen=True)
class Look:
    """How somebody looks at a screen."""

    language: str
    theme: str
    device: str

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.device}"

    @property
    def options(self) -> Json:
        """For a browser's context."""
        return {"locale": self.language, "color_scheme": self.theme, "viewport": VIEWPORTS[self.device]}

    def say(self, key: str, part: str = "console") -> str:
        """The sentence of a catalogue."""
        return catalogue(part, self.language)[key]


# Every pair of language, theme and device but one: dark on a phone.
LOOKS = (
    Look("en", "light", "desktop"),
    Look("de", "dark", "desktop"),
    Look("fr", "light", "phone"),
    Look("de", "light", "phone"),
)


def catalogue(part: str, language: str) -> dict[str, str]:
    """Its sentences; of those with several forms the last, which is for many."""
    read = json.loads((I18N / part / "src" / "i18n" / f"{language}.json").read_text())
    return {key: text if isinstance(text, str) else text["other"] for key, text in read.items()}


class Shop:
    """Four agents, four groups, triggers, two websites, and visitors of whom one is in conversation."""

    site: Json
    conversation: str

    def __init__(self, office: Office, address: str) -> None:
        self.office = office
        self.address = address
        self.agents: dict[str, Agent] = {"Frieda": office.owner}

    async def fill(self) -> str:
        """Answers the line of code of its website."""
        office, owner = self.office, self.office.owner
        self.site = await office.website("Lumen", self.address)
        await office.website("Akademie", "https://akademie.example")
        for name, fields in (("Marie", {"role": "admin"}), ("Nora", {}), ("Tim", {})):
            self.agents[name] = await office.hire(name, **fields)
        await owner.ask("POST", "/api/agents", 201, name="Léa Martin", email="lea@shop.example")
        marie, nora, tim = (self.agents[name] for name in ("Marie", "Nora", "Tim"))
        french = await office.group("Support-Team FR", marie, tim, owner, colour="blue")
        german = await office.group("Support-Team DE", tim, nora, owner, colour="orange")
        await office.group("Sales", nora, colour="green", names={"en": "Sales", "de": "Vertrieb", "fr": "Ventes"})
        await office.group("VIP", owner, colour="violet", is_private=True)
        await self._trigger("Site français", "/fr", {"kind": "assign_group", "group_id": french}, is_active=True)
        await self._trigger("Deutsche Seite", "/de", {"kind": "assign_group", "group_id": german}, is_active=True)
        texts = {"en": "May we help you?", "de": "Können wir helfen?", "fr": "Pouvons-nous vous aider ?"}
        await self._trigger("Greeting in the cart", "/cart", {"kind": "send_message", "texts": texts}, is_active=False)
        await owner.ask("POST", "/api/api-keys", 201, name="Shop software")
        for name in ("Frieda", "Marie", "Nora"):
            await self.agents[name].online("invisible" if name == "Nora" else "online")
        await self._talk()
        return str(self.site["snippet"])

    async def _trigger(self, name: str, path: str, action: Json, *, is_active: bool) -> None:
        value = f"{self.address}{path}"
        condition = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": value}
        made = await self.office.owner.ask(
            *("POST", "/api/triggers", 201), name=name, condition=condition, actions=[action]
        )
        await self.office.owner.ask("PUT", f"/api/triggers/{made['id']}/active", is_active=is_active)

    async def _talk(self) -> None:
        camille = await self._comes("/fr/suivi", "Bonjour, ma commande n’est pas arrivée. Le suivi indique « livrée ».")
        john = await self._comes("/cart", "Hello, is the brass lamp still in stock?")
        await self._comes("/de/", "Guten Tag, können Sie das für mich prüfen?")
        for waits in (camille, john):
            await waits.listen()
        items = (await self.office.owner.get("/api/conversations?view=all"))["items"]
        item = next(found for found in items if found["last"]["text"].startswith("Bonjour"))
        self.conversation = item["id"]
        marie, owner = self.agents["Marie"], self.office.owner
        person = f"/api/visitors/{item['visitor']['id']}"
        attributes = {"forfait": "premium", "cart_value": 129}
        await owner.ask(*("PATCH", person), name="Camille Durand", email="camille@exemple.fr", attributes=attributes)
        await marie.ask("PUT", f"{person}/agents/{marie.id}")
        messages = f"/api/conversations/{self.conversation}/messages"
        await marie.ask("POST", messages, 201, text="Bonjour Camille, je regarde avec le transporteur.", kind="reply")
        await marie.ask("POST", messages, 201, text="Same carrier as yesterday.", kind="comment")
        await camille.write("Merci, c’est gentil.")

    async def _comes(self, path: str, text: str) -> Visitor:
        visitor = self.office.visitor(self.site["key"], self.address)
        await visitor.view(path)
        await visitor.open()
        await visitor.write(text)
        return visitor

    async def stays(self) -> None:
        """Everybody says that they are still there."""
        for name in ("Frieda", "Marie", "Nora"):
            await self.agents[name].is_here()

    async def present(self, presence: str, *names: str) -> None:
        for name in names:
            await self.agents[name].ask("PUT", "/api/me/presence", presence=presence)

    async def asks_for_group(self, wanted: bool) -> None:
        version = (await self.office.owner.get("/api/workspace"))["version"]
        await self.office.owner.ask("PATCH", "/api/workspace", version=version, asks_for_group=wanted)


# What a reader sees or hears, and what sticks out of its box.
WHAT_IS_THERE = """
(() => {
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (isSeen(parentElement) && textContent.trim()) said.push(textContent.trim());
  }
  for (const element of document.querySelectorAll("[aria-label],[title],[placeholder]")) {
    if (!isSeen(element)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      if (element.getAttribute(name)) said.push(element.getAttribute(name).trim());
    }
  }
  const clipped = [...document.querySelectorAll("button,[role=tab],label,legend,h1,h2,h3")]
    .filter((element) => isSeen(element) && !element.closest(".sr-only") && element.clientWidth > 0)
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline")
    .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
  const sideways = [document.documentElement, ...document.querySelectorAll("main,main *,[role=dialog],[role=dialog] *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && !element.matches("pre,input,textarea,select"))
    .filter((element) => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
    .map((element) => `${element.tagName} by ${element.scrollWidth - element.clientWidth} px`);
  return { said, clipped, sideways };
})()
"""


async def complaints_of(place: Page | Frame, look: Look, part: str = "console") -> list[str]:
    """What is wrong with what is on screen now, in sentences."""
    found = await place.evaluate(WHAT_IS_THERE)
    said = set(found["said"])
    keys, english = catalogue(part, "en").keys(), foreign(part, look.language)
    wide = [f"has to be scrolled sideways in {which}" for which in found["sideways"]]
    clipped = [f"clips the text of {which}" for which in found["clipped"]]
    # The widget's keys of one word are words, too.
    raw = [f"shows the key {text}" for text in sorted(said & keys) if re.search("[._]", text)]
    untranslated = [
        f"says “{text}” in {look.language}" for text in sorted(said) if any(e.fullmatch(text) for e in english)
    ]
    return [*wide, *clipped, *raw, *untranslated]


def foreign(part: str, language: str) -> Sequence[re.Pattern[str]]:
    """What is English only; nothing for English itself, and nothing that is meant to be the same in both."""
    if language == "en":
        return ()
    english = catalogue(part, "en")
    meant = {english[key] for key in same(part, language)} | {
        text for key, text in catalogue(part, language).items() if text != english[key]
    }
    ours = [text for text in english.values() if text not in meant]
    return [pattern_of(text) for text in ours if re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", text))]


def same(part: str, language: str) -> list[str]:
    """The keys whose sentences are meant to be the same in English and this language."""
    return json.loads((I18N / part / "src" / "i18n" / "same.json").read_text())[language]


def pattern_of(sentence: str) -> re.Pattern[str]:
    pieces = re.split(r"\{\w+\}", sentence)
    return re.compile(".+".join(map(re.escape, pieces)))
