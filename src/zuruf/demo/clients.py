"""The clients the demonstration plays people with: plain HTTP and sockets."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any, cast
from uuid import uuid4

import httpx2
from websockets.asyncio.client import ClientConnection, connect

Frame = dict[str, Any]
ROUND_SECONDS = 1.0


class SocketClient:
    """A socket that keeps what matters of what it hears."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire
        self._answered: dict[str, asyncio.Event] = {}
        self._reader = asyncio.create_task(self._read())

    async def say(self, frame: Frame) -> None:
        """Sends one frame."""
        await self.wire.send(json.dumps(frame))

    async def ask(self, op: Frame) -> None:
        """Asks for something and waits for the server's yes or no; ConnectionError if the socket closes first."""
        cid = str(uuid4())
        answered = self._answered[cid] = asyncio.Event()
        await self.say({"f": "op", "cid": cid, "op": op})
        waiting = asyncio.create_task(answered.wait())
        await asyncio.wait({waiting, self._reader}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        del self._answered[cid]
        if not answered.is_set():
            raise ConnectionError("the server closed the socket")

    def heard(self, frame: Frame) -> None:
        """To be overridden: one frame."""

    async def close(self) -> None:
        """Goes away."""
        self._reader.cancel()
        await self.wire.close()

    async def _read(self) -> None:
        async for raw in self.wire:
            frame = cast("Frame", json.loads(raw))
            for one in frame["frames"] if frame["f"] == "batch" else [frame]:
                self.heard(one)
                if one["f"] in ("ack", "nack") and one["cid"] in self._answered:
                    self._answered[one["cid"]].set()
                if one["f"] == "hb":
                    await self.say({"f": "got", "cursor": one["cur"]})

    @property
    def is_over(self) -> bool:
        """Whether the server has closed it."""
        return self._reader.done()


class _Console(SocketClient):
    """What an agent's console knows: the open conversations by id."""

    def __init__(self, wire: ClientConnection) -> None:
        self.conversations: dict[str, Frame] = {}
        super().__init__(wire)

    def heard(self, frame: Frame) -> None:
        found: list[Frame] = []
        if frame["f"] == "snap":
            found = frame["agent"].get("conversations", [])
        elif frame["f"] == "ev" and "conversation" in frame["body"]:
            found = [frame["body"]["conversation"]]
        for conversation in found:
            self.conversations[conversation["id"]] = conversation


class AgentClient:
    """An agent who is signed in and has the console open."""

    def __init__(self, http: httpx2.AsyncClient, agent_id: str, socket: _Console) -> None:
        self.id = agent_id
        self._http = http
        self._socket = socket
        self._groups: set[str] = set()

    @classmethod
    async def sign_in(cls, base: str, email: str, password: str) -> "AgentClient":
        """Signs in and opens the console's socket."""
        http = httpx2.AsyncClient(base_url=base, headers={"Origin": base})
        answer = await http.post("/api/session", json={"email": email, "password": password})
        if answer.status_code != 200:
            await http.aclose()
            raise ConnectionError(f"{email} could not sign in: {answer.text}")
        session = answer.json()
        http.headers["X-Zuruf-CSRF"] = session["csrf"]
        cookie = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
        wire = await connect(
            base.replace("http", "ws") + "/socket",
            origin=cast("Any", base),
            additional_headers={"Cookie": cookie},
            max_size=None,
        )
        client = cls(http, session["agent"]["id"], _Console(wire))
        await client._socket.say({"f": "hello", "v": 1, "instance": str(uuid4())})
        return client

    async def choose(self, presence: str) -> None:
        """Goes online, invisible or offline."""
        await self._socket.ask({"type": "presence.choose", "presence": presence})

    async def waiting(self) -> AsyncGenerator[tuple[str, str]]:
        """Whose visitor waits in this agent's Mine or in Unassigned: (id, language), until the socket is closed."""
        while not self._socket.is_over:
            lists = [await self._http.get(f"/api/conversations?view={view}") for view in ("mine", "unassigned")]
            items = [
                cast("Frame", item) for found in lists if found.status_code == 200 for item in found.json()["items"]
            ]
            for item in items:
                if item["waiting_since"] is not None:
                    yield item["id"], (item["visitor"]["language"] or "en")[:2]
            await asyncio.sleep(ROUND_SECONDS)
        raise ConnectionError("the server closed the socket")

    def is_still_waiting(self, conversation: str) -> bool:
        """Whether nobody has answered meanwhile."""
        known = self._socket.conversations.get(conversation)
        return known is not None and known["is_open"] and known["waiting_since"] is not None

    def last_text(self, conversation: str) -> str:
        """The newest line."""
        known = self._socket.conversations.get(conversation)
        return str(known["last"]["text"]) if known and known["last"] else ""

    async def end(self, conversation: str) -> None:
        """Closes it."""
        await self._http.post(f"/api/conversations/{conversation}/close")

    async def type(self, conversation: str) -> None:
        """Types."""
        await self._socket.say({"f": "say", "say": {"type": "typing", "conversation": conversation, "on": True}})

    async def reply(self, conversation: str, text: str) -> None:
        """Answers the visitor."""
        await self._socket.ask({"type": "message.send", "conversation": conversation, "text": text, "kind": "reply"})

    async def aclose(self) -> None:
        """Closes the console."""
        await self._socket.close()
        await self._http.aclose()


class _Frame(SocketClient):
    """The widget's frame: waits for answers, and knows whether agents see what is typed (I4)."""

    def __init__(self, wire: ClientConnection) -> None:
        self.answer = asyncio.Event()
        self.shows_typed = False
        super().__init__(wire)

    def heard(self, frame: Frame) -> None:
        message = frame["body"].get("message") if frame["f"] == "ev" else None
        if message and message["kind"] == "agent":
            self.answer.set()
        if frame["f"] == "eph" and frame["eph"]["type"] == "mode":
            self.shows_typed = frame["eph"]["widget"]["shows_typed"]


class VisitorClient:
    """A visitor on one website, as loader and frame would speak for them."""

    def __init__(self, base: str, key: str, origin: str, language: str) -> None:
        self._base, self._key, self._origin, self._language = base, key, origin, language
        self._browser, self._tab, self._page, self._url = uuid4().hex, uuid4().hex, "", ""
        self._http = httpx2.AsyncClient(base_url=base)
        self._socket: _Frame | None = None
        self._loader: SocketClient | None = None

    async def view(self, path: str) -> None:
        """Looks at a page; the first time also listens as the loader does."""
        previous, self._url = self._url, self._origin + path
        seen = await self._tell(
            "view",
            self._origin,
            url=self._url,
            previous_url=previous,
            title=path.strip("/").replace("/", " · ") or "Home",
            language=self._language,
            widget_language=self._language,
        )
        self._page = seen["page"]
        if self._loader is None:
            wire = await connect(
                f"{self._base.replace('http', 'ws')}/widget/listen?key={self._key}", origin=cast("Any", self._origin)
            )
            self._loader = SocketClient(wire)
            await self._loader.say({"f": "hello", "v": 1, "instance": self._tab, "token": self._browser})
        elif self._socket is not None:
            await self._socket.say({"f": "say", "say": {"type": "page", "url": self._url}})

    async def open(self) -> None:
        """Opens the chat."""
        started = await self._tell("start", self._base, page=self._page)
        wire = await connect(self._base.replace("http", "ws") + "/widget/socket", origin=cast("Any", self._base))
        self._socket = _Frame(wire)
        await self._socket.say(
            {"f": "hello", "v": 1, "instance": uuid4().hex, "token": started["token"], "page": self._page}
        )

    async def describe(self, name: str, email: str) -> None:
        """Types a name and an address."""
        await self._of_frame().ask({"type": "visitor.describe", "name": name, "email": email})

    async def type(self, text: str = "") -> None:
        """Types; this stands in the field now."""
        socket = self._of_frame()
        typed = {"text": text} if socket.shows_typed else {}
        await socket.say({"f": "say", "say": {"type": "typing", "on": True, **typed}})

    async def write(self, text: str) -> None:
        """Sends a message."""
        socket = self._of_frame()
        socket.answer.clear()
        await socket.ask({"type": "message.send", "text": text, "page": self._tab})

    async def answered(self) -> None:
        """Waits for an answer."""
        await self._of_frame().answer.wait()

    async def aclose(self) -> None:
        """Leaves the website."""
        for socket in (self._socket, self._loader):
            if socket is not None:
                await socket.close()
        await self._http.aclose()

    def _of_frame(self) -> _Frame:
        if self._socket is None:
            raise ConnectionError("the chat is not open")
        return self._socket

    async def _tell(self, path: str, origin: str, **content: object) -> Frame:
        body = {"key": self._key, "browser": self._browser, "tab": self._tab, **content}
        answer = await self._http.post(f"/widget/{path}", content=json.dumps(body), headers={"Origin": origin})
        if answer.status_code != 200:
            raise ConnectionError(f"{path}: {answer.status_code} {answer.text}")
        return cast("Frame", answer.json())
