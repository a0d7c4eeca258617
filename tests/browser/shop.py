"""A shop full of life for its pictures: agents, groups, triggers, and conversations in which everything there is happens."""

import io
from typing import Any
from urllib.parse import quote

from PIL import Image

from tests.browser.office import Office
from tests.journeys.people import Agent, Json, Visitor

# What people call themselves: long, of emoji, read from the right, of markup.
NAMES = ("🦊🪴✨ " * 12, "مريم الحسن", "<b onmouseover=alert(1)>Bobby</b>", "Wolfeschlegelsteinhausenbergerdorff" * 5)
KEPT = ("name", "origins", "colour", "position", "when_offline", "greetings", "widget", "is_enabled", "version")
FORM = {
    "when": "before",
    "fields": [
        {"kind": "name", "is_required": False},
        {"kind": "email", "is_required": True},
        {"kind": "attribute", "label": "#", "is_required": False},
    ],
    "consents": {
        "en": "You may keep my address until my question is answered.",
        "de": "Sie dürfen meine Adresse aufbewahren, bis meine Frage beantwortet ist.",
        "fr": "Vous pouvez garder mon adresse jusqu’à la réponse à ma question.",
    },
    "consent_link": "https://lumen.example/privacy",
}


class Shop:
    """Four agents, four groups, triggers, two websites, and visitors of whom one is in conversation."""

    site: Json
    conversation: str
    waiting: str

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
        await self._groups_and_triggers()
        await owner.ask("POST", "/api/api-keys", 201, name="Shop software")
        greeting = {"en": "Good day {visitor.name|there}!", "de": "Guten Tag!", "fr": "Bonjour !"}
        await owner.ask("POST", "/api/saved-replies", 201, shortcut="tag", texts=greeting, sharing="all")
        view = {"view": "all", "state": "closed"}
        await owner.ask("POST", "/api/views", 201, name="Archiv", search=view, is_shared=True)
        told = {"Content-Type": "application/octet-stream"}
        await owner.http.put("/api/me/picture", content=picture(), headers=told)
        for name in ("Frieda", "Marie", "Nora"):
            await self.agents[name].online("invisible" if name == "Nora" else "online")
        await self._talks()
        return str(self.site["snippet"])

    async def _groups_and_triggers(self) -> None:
        office, owner = self.office, self.office.owner
        marie, nora, tim = (self.agents[name] for name in ("Marie", "Nora", "Tim"))
        french = await office.group("Support-Team FR", marie, tim, owner, colour="blue")
        german = await office.group("Support-Team DE", tim, nora, owner, colour="orange")
        await office.group("Sales", nora, colour="green", names={"en": "Sales", "de": "Vertrieb", "fr": "Ventes"})
        await office.group("VIP", owner, colour="violet", is_private=True)
        await self._trigger("Site français", "/fr", {"kind": "assign_group", "group_id": french}, is_active=True)
        await self._trigger("Deutsche Seite", "/de", {"kind": "assign_group", "group_id": german}, is_active=True)
        texts = {"en": "May we help you?", "de": "Können wir helfen?", "fr": "Pouvons-nous vous aider ?"}
        await self._trigger("Greeting in the cart", "/cart", {"kind": "send_message", "texts": texts}, is_active=False)

    async def _trigger(self, name: str, path: str, action: Json, *, is_active: bool) -> None:
        value = f"{self.address}{path}"
        condition = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": value}
        made = await self.office.owner.ask(
            *("POST", "/api/triggers", 201), name=name, condition=condition, actions=[action]
        )
        await self.office.owner.ask("PUT", f"/api/triggers/{made['id']}/active", is_active=is_active)

    async def _talks(self) -> None:
        for name in NAMES:
            _, item = await self._comes("/de/", f"Hallo, hier ist {name}")
            await self.office.owner.ask("PATCH", f"/api/visitors/{item['visitor']['id']}", name=name)
        john, waits = await self._comes("/cart", "Hello, is the brass lamp still in stock?")
        self.waiting = waits["id"]
        _, later = await self._comes("/de/", "Guten Tag, können Sie das für mich prüfen?")
        owner = self.office.owner
        await owner.ask("POST", f"/api/conversations/{later['id']}/snooze", until=later["last"]["at"] + 86_400_000)
        await self._turned_away()
        camille = await self._talk()
        for waits_here in (camille, john):
            await waits_here.listen()

    async def _turned_away(self) -> None:
        owner = self.office.owner
        _, insults = await self._comes("/de/", "Ihr seid alle …")
        await owner.ask("PUT", f"/api/visitors/{insults['visitor']['id']}/block", reason="Beleidigungen")
        await owner.ask("POST", f"/api/conversations/{insults['id']}/close")
        _, advertises = await self._comes("/de/", "Cheap links for your shop!")
        await owner.ask("DELETE", f"/api/conversations/{advertises['id']}")

    async def _talk(self) -> Visitor:
        camille, item = await self._comes("/fr/suivi", "Bonjour, ma commande n’est pas arrivée.")
        marie, owner = self.agents["Marie"], self.office.owner
        person, talk = f"/api/visitors/{item['visitor']['id']}", f"/api/conversations/{item['id']}"
        self.conversation = item["id"]
        attributes = {"forfait": "premium", "cart_value": 129}
        await owner.ask("PATCH", person, name="Camille Durand", email="camille@exemple.fr", attributes=attributes)
        await owner.ask("POST", f"{talk}/tags", 201, name="Rücksendung")
        await owner.ask("POST", f"{person}/notes", 201, text="Calls on Mondays.")
        await marie.ask("PUT", f"{person}/agents/{marie.id}")
        await owner.ask("POST", f"{talk}/close")
        await camille.write("Le suivi indique « livrée ».")
        asked = (await owner.get(f"{talk}/messages"))["messages"][0]["id"]
        files = [await self._sends(marie, item["id"], *file) for file in (("lampe.png", picture()), ("bon.pdf", PDF))]
        text = "Bonjour Camille, je **regarde** avec le transporteur :\n- le colis\n- l’adresse `12, rue des Lilas`"
        await marie.ask("POST", f"{talk}/messages", 201, text=text, kind="reply", quote=asked, files=files)
        await marie.ask("POST", f"{talk}/messages", 201, text="Same carrier as yesterday.", kind="comment")
        await camille.write("Merci, c’est gentil.")
        return camille

    async def _sends(self, agent: Agent, conversation: str, name: str, content: bytes) -> str:
        told = {"X-File-Name": quote(name), "Content-Type": "application/octet-stream"}
        answer = await agent.http.post(f"/api/conversations/{conversation}/files", content=content, headers=told)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def _comes(self, path: str, text: str) -> tuple[Visitor, Json]:
        visitor = self.office.visitor(self.site["key"], self.address)
        await visitor.view(path)
        await visitor.open()
        await visitor.write(text)
        items = (await self.office.owner.get("/api/conversations?view=all"))["items"]
        return visitor, next(item for item in items if item["last"]["text"][:30] == text[:30])

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

    async def sets(self, **widget: Any) -> None:
        """Changes what the widget of its website does."""
        site = next(site for site in (await self.office.owner.get("/api/websites"))["items"] if site["name"] == "Lumen")
        body = {name: site[name] for name in KEPT} | {"widget": site["widget"] | widget}
        await self.office.owner.ask("PUT", f"/api/websites/{site['id']}", **body)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((600, 400)).convert("RGB").save(out, "PNG")
    return out.getvalue()
