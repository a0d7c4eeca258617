"""People as clients of a real server: they speak HTTP and sockets and know nothing of what is inside."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

# Shorter than the server keeps an idle connection, so that no request meets one that is just being closed.
LIMITS = httpx2.Limits(keepalive_expiry=2)
PASSWORD = "correct horse battery staple"
Json = dict[str, Any]


@dataclass
class Socket:
    """A socket with everything it ever received, in order."""

    wire: ClientConnection
    frames: list[Json] = field(default_factory=list[Json])
    raw: list[bytes] = field(default_factory=list[bytes])
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _reader: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):  # the server may go away, with whatever code
            async for raw in self.wire:
                self.raw.append(raw if isinstance(raw, bytes) else raw.encode())
                frame = json.loads(raw)
                async with self._changed:
                    self.frames += frame["frames"] if frame["f"] == "batch" else [frame]
                    self._changed.notify_all()

    async def until(self, wanted: Callable[[Json], object], what: str = "frame", *, within: float = 15) -> Json:
        """The first frame of this kind, now or within so many seconds."""
        try:
            async with asyncio.timeout(within), self._changed:
                await self._changed.wait_for(lambda: any(map(wanted, self.frames)))
        except TimeoutError:
            raise AssertionError(f"expected {what}, got {json.dumps(self.frames[-6:], indent=1)[:4000]}") from None
        return next(frame for frame in self.frames if wanted(frame))

    async def event(self, type_: str, **about: object) -> Json:
        """The event of this type whose body has these values."""
        return await self.until(
            lambda f: f["f"] == "ev" and f["type"] == type_ and all(f["body"].get(k) == v for k, v in about.items()),
            f"the event {type_} with {about}",
        )

    async def op(self, type_: str, **content: object) -> Json:
        """Asks for something; its ack or nack."""
        cid = str(uuid4())
        await self.wire.send(json.dumps({"f": "op", "cid": cid, "op": {"type": type_, **content}}))
        return await self.until(lambda f: f["f"] in ("ack", "nack") and f["cid"] == cid, f"the answer to {type_}")

    async def ends(self) -> int:
        """The code with which the server closes it."""
        async with asyncio.timeout(15):
            await self.wire.wait_closed()
        return int(self.wire.close_code or 0)

    async def close(self) -> None:
        if self._reader:
            self._reader.cancel()
        await self.wire.close()


class Agent:
    """An agent's browser: signed in, with a console socket when connected."""

    def __init__(self, base: str, name: str) -> None:
        self.base = base
        self.name = name
        self.id = ""
        self.http = httpx2.AsyncClient(base_url=base, headers={"Origin": base}, timeout=10, limits=LIMITS)
        self.socket: Socket

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@shop.example"

    def signed_in(self, session: Json) -> None:
        self.id = session["agent"]["id"]
        self.http.headers["X-Zuruf-CSRF"] = session["csrf"]

    async def ask(self, method: str, path: str, expect: int = 200, **body: object) -> Json:
        """A request, whose status is checked."""
        answer = await self.http.request(method, path, json=body if body or method != "GET" else None)
        assert answer.status_code == expect, (
            f"{method} {path}: expected {expect}, got {answer.status_code} {answer.text}"
        )
        return answer.json() if answer.content else {}

    async def get(self, path: str) -> Json:
        return await self.ask("GET", path)

    async def online(self, presence: str = "online") -> None:
        """Opens the console and chooses a presence."""
        await self.open_console()
        await self.ask("PUT", "/api/me/presence", presence=presence)
        await self.socket.until(
            lambda f: (
                f["f"] == "eph" and f["eph"]["type"] == "presence" and f["eph"]["agents"].get(self.id) == presence
            ),
            f"{self.name} to be {presence}",
        )

    async def open_console(self) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        wire = await connect(
            self.base.replace("http", "ws") + "/socket",
            origin=self.base,
            additional_headers={"Cookie": cookie},
            max_size=None,
        )
        self.socket = Socket(wire)
        self.socket.start()
        await wire.send(json.dumps({"f": "hello", "v": 1, "instance": f"{self.name}-{uuid4()}"}))
        await self.socket.until(lambda f: f["f"] == "snap" and f["last"], "a snapshot")

    async def is_here(self) -> None:
        """The console says that it is alive, as it does every few seconds."""
        await self.socket.wire.send(json.dumps({"f": "ping", "cursor": ""}))
        await self.settle()

    async def mine(self) -> list[str]:
        """Names of the visitors in Mine, by conversation id."""
        return [item["id"] for item in (await self.get("/api/conversations?view=mine"))["items"]]

    async def unassigned(self) -> list[str]:
        return [item["id"] for item in (await self.get("/api/conversations?view=unassigned"))["items"]]

    async def alerts(self) -> list[int]:
        """The alerts this console heard of, by the number of their cause."""
        await self.settle()
        return [f["seq"] for f in self.socket.frames if f["f"] == "ev" and self.id in f["body"].get("alerted", [])]

    async def settle(self) -> None:
        """Everything committed before this has arrived: an own no-op's answer comes after it on the same socket."""
        await self.socket.op("alert.shown", seqs=[], device="test")

    async def leave(self) -> None:
        if hasattr(self, "socket"):
            await self.socket.close()
        await self.http.aclose()


class Visitor:
    """A visitor's browser on a page with the widget."""

    def __init__(self, base: str, key: str, origin: str) -> None:
        self.base = base
        self.key = key
        self.origin = origin
        self.browser = uuid4().hex
        self.tab = uuid4().hex
        self.page = ""
        self.url = ""
        self.token = ""
        self.answers: list[bytes] = []
        self.sockets: list[Socket] = []
        self.http = httpx2.AsyncClient(base_url=base, timeout=10)
        self.socket: Socket
        self.ear: Socket

    @property
    def received(self) -> bytes:
        """Every byte that ever reached this browser by HTTP or socket."""
        return b"\n".join(self.answers + [raw for socket in self.sockets for raw in socket.raw])

    async def tell(self, path: str, expect: int = 200, **content: object) -> Json:
        """What the loader says."""
        body = {"key": self.key, "browser": self.browser, "tab": self.tab, **content}
        answer = await self.http.post(f"/widget/{path}", content=json.dumps(body), headers={"Origin": self.origin})
        assert answer.status_code == expect, f"{path}: expected {expect}, got {answer.status_code} {answer.text}"
        self.answers.append(answer.content)
        return answer.json()

    async def view(self, path: str, **content: object) -> Json:
        """Looks at a page."""
        previous, self.url = self.url, f"{self.origin}{path}"
        seen = await self.tell(
            "view", url=self.url, previous_url=previous, **{"language": "fr", "widget_language": "fr", **content}
        )
        self.page = seen["page"]
        return seen

    async def start(self, expect: int = 200) -> Json:
        """What the frame asks first."""
        body = {"key": self.key, "browser": self.browser, "tab": self.tab, "page": self.page, "token": self.token}
        answer = await self.http.post("/widget/start", content=json.dumps(body), headers={"Origin": self.base})
        assert answer.status_code == expect, answer.text
        self.answers.append(answer.content)
        return answer.json()

    async def open(self) -> None:
        """Opens the chat."""
        started = await self.start()
        self.token = started["token"]
        self.browser = started["browser"] or self.browser
        wire = await connect(self.base.replace("http", "ws") + "/widget/socket", origin=self.base, max_size=None)
        self.socket = Socket(wire)
        self.sockets.append(self.socket)
        self.socket.start()
        await wire.send(
            json.dumps({"f": "hello", "v": 1, "instance": uuid4().hex, "token": self.token, "page": self.page})
        )
        await self.socket.until(lambda f: f["f"] == "welcome", "a welcome")

    async def listen(self, *, is_welcome: bool = True) -> Socket:
        """The loader's own socket, which only receives."""
        url = self.base.replace("http", "ws") + f"/widget/listen?key={self.key}"
        wire = await connect(url, origin=self.origin, max_size=None)
        self.ear = Socket(wire)
        self.sockets.append(self.ear)
        self.ear.start()
        await wire.send(json.dumps({"f": "hello", "v": 1, "instance": uuid4().hex, "token": self.browser}))
        if not is_welcome:
            return self.ear
        await self.ear.until(lambda f: f["f"] == "welcome", "a welcome")
        return self.ear

    async def mode(self, **about: object) -> Json:
        """The newest mode signal, as soon as one says this; those before are forgotten."""

        def says_so(frame: Json) -> bool:
            return frame["f"] == "eph" and frame["eph"]["type"] == "mode" and about.items() <= frame["eph"].items()

        found = await self.socket.until(says_so, f"the mode {about}")
        self.socket.frames.clear()
        return found["eph"]

    async def choose(self, group: str | None) -> Json:
        return await self.socket.op("group.choose", group=group)

    async def write(self, text: str) -> Json:
        """Sends a message; the ack."""
        answer = await self.socket.op("message.send", text=text, page=self.tab)
        assert answer["f"] == "ack", answer
        return answer

    async def leave(self) -> None:
        if hasattr(self, "ear"):
            await self.ear.close()
        if hasattr(self, "socket"):
            await self.socket.close()
        await self.http.aclose()
