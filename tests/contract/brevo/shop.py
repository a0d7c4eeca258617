"""A shop with its people, made by the actions themselves, and the server that answers for it.

Marie and Tim are agents in Support-Team FR, Olaf is in Support-Team EN; Frieda is the owner. Ada is a visitor who wrote, Bob one
who did not. Next door is a second workspace with people of its own, which no key of the shop may ever see.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from zuruf.actions.agents import ChangeAgent, InviteAgent, change_agent, invite_agent
from zuruf.actions.api_keys import CreateApiKey, RevokeApiKey, create_api_key, key_of, revoke_api_key
from zuruf.actions.groups import ChangeGroup, CreateGroup, change_group, create_group
from zuruf.actions.messages import SendAgentMessage, SendVisitorMessage, send_agent_message, send_visitor_message
from zuruf.actions.pages import ViewPage, view_page
from zuruf.actions.sessions import AcceptLink, accept_link
from zuruf.actions.visitors import MakeVisitor, make_visitor
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.actions.workspaces import (
    ChangeWorkspace,
    FoundWorkspace,
    PrepareWorkspace,
    change_workspace,
    found_workspace,
    prepare_workspace,
)
from zuruf.app import assemble
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.message import Message
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed, secret_of
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.server import listen, serving
from zuruf.settings import Settings
from zuruf.store import agents, browsers, conversations, groups, messages, rosters, visitors
from zuruf.store.database import Database
from zuruf.store.sessions import Session
from zuruf.store.transaction import Answer, Command, Tx

C = TypeVar("C", bound=Command)
START = 1_800_000_000_000
seeds = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageId(Command):
    visitor_id: str
    page_id: str


@dataclass
class Clock:
    """The server's time; moved by hand."""

    now: int = START


@dataclass
class Shop:
    """One workspace. `of` maps names to ids: of agents, groups and visitors."""

    database: Database
    clock: Clock
    workspace_id: str
    key: str = ""
    of: dict[str, str] = field(default_factory=dict[str, str])

    async def act(
        self, kind: Callable[..., C], action: Callable[[Tx, C], Awaitable[Answer]], who: str = "", /, **fields: object
    ) -> tuple[Answer, Moment]:
        """`who` is a name, or an actor spelt `visitor:vis_…`."""
        moment = self.moment()
        actor = self.actor(who)
        command = kind(workspace_id=self.workspace_id, actor=actor, moment=moment, **fields)
        return (await self.database.act(command, action)).answer, moment

    def moment(self) -> Moment:
        return Moment(self.clock.now, next(seeds).to_bytes(16))

    def actor(self, who: str) -> Actor:
        if ":" in who:
            kind, _, id_ = who.partition(":")
            return Actor(kind, id_)  # pyright: ignore[reportArgumentType]
        return Actor("agent", self.of[who]) if who else SYSTEM

    async def hires(self, name: str) -> None:
        email = f"{name.lower()}@{self.workspace_id.replace('_', '-')}.example"
        answer, moment = await self.act(InviteAgent, invite_agent, "Frieda", name=name, email=email)
        self.of[name] = answer.id
        at = self.clock.now
        session = Session(
            token_hash=hashed(f"session of {answer.id}"),
            workspace_id=self.workspace_id,
            agent_id=answer.id,
            csrf_hash="",
            created_at=at,
            seen_at=at,
            expires_at=at,
        )
        token_hash = hashed(secret_of(moment, "invitation"))
        await self.act(AcceptLink, accept_link, name, token_hash=token_hash, password_hash="-", session=session)

    async def dismisses(self, name: str) -> None:
        version = (await self.agent(name)).version
        await self.act(ChangeAgent, change_agent, "Frieda", agent_id=self.of[name], version=version, is_active=False)

    async def forms(self, name: str, *members: str) -> None:
        ids = frozenset(self.of[member] for member in members)
        answer, _ = await self.act(CreateGroup, create_group, "Frieda", names={"en": name}, members=ids)
        self.of[name] = answer.id

    async def disables(self, name: str) -> None:
        group = await self.database.read(groups.get, self.workspace_id, self.of[name])
        await self.act(
            ChangeGroup,
            change_group,
            "Frieda",
            names=group.names,
            members=group.members,
            is_enabled=False,
            group_id=group.id,
            version=group.version,
        )

    async def switches_groups_off(self) -> None:
        version = (await self.roster()).workspace.version
        await self.act(ChangeWorkspace, change_workspace, "Frieda", version=version, uses_groups=False)

    async def receives(self, name: str) -> None:
        """Somebody comes to the website and is a visitor with a conversation, but writes nothing."""
        key_hash = hashed(f"browser of {name} in {self.workspace_id}")
        page = {"website_id": self.of["website"], "key_hash": key_hash, "tab": "1"}
        await self.act(ViewPage, view_page, "page:", **page, url="https://shop.example/")
        browser = await self.database.read(browsers.by_key, self.workspace_id, self.of["website"], key_hash)
        assert browser is not None
        self.of[f"browser of {name}"] = browser.id
        answer, _ = await self.act(MakeVisitor, make_visitor, "Frieda", browser_id=browser.id)
        self.of[name] = answer.id

    async def hears(self, name: str, text: str) -> str:
        """The visitor writes; the message's id."""
        browser_id = self.of[f"browser of {name}"]
        actor = f"visitor:{self.of[name]}"
        answer, _ = await self.act(
            SendVisitorMessage, send_visitor_message, actor, browser_id=browser_id, text=text, tab="1"
        )
        return answer.id

    async def notes(self, who: str, name: str, text: str) -> str:
        """An internal comment; its id."""
        conversation = await self.conversation(name)
        answer, _ = await self.act(
            SendAgentMessage, send_agent_message, who, conversation_id=conversation.id, text=text, kind="comment"
        )
        return answer.id

    async def calls(self, name: str, page_id: str) -> None:
        """The page's own code has a name for the visitor."""

        async def save(tx: Tx, command: PageId) -> Answer:
            visitor = await visitors.load(tx, tx.workspace_id, command.visitor_id)
            assert visitor is not None
            await visitors.save(tx, replace(visitor, page_id=command.page_id))
            return Answer()

        await self.act(PageId, save, visitor_id=self.of[name], page_id=page_id)

    async def makes_key(self) -> tuple[str, str]:
        """Its id and the key itself."""
        answer, moment = await self.act(CreateApiKey, create_api_key, "Frieda", name="Integration")
        return answer.id, key_of(moment)

    async def revokes(self, key_id: str) -> None:
        await self.act(RevokeApiKey, revoke_api_key, "Frieda", key_id=key_id)

    async def conversation(self, name: str) -> Conversation:
        found = await self.database.read(conversations.of_visitor, self.workspace_id, self.of[name])
        assert found is not None
        return found

    async def thread(self, name: str) -> list[Message]:
        conversation = await self.conversation(name)
        return await self.database.read(messages.page, self.workspace_id, conversation.id, None)

    async def visitor(self, name: str) -> Visitor | None:
        return await self.database.read(visitors.load, self.workspace_id, self.of[name])

    async def agent(self, name: str) -> Agent:
        return await self.database.read(agents.get, self.workspace_id, self.of[name])

    async def agent_by_email(self, email: str) -> Agent | None:
        return await self.database.read(agents.by_email, self.workspace_id, email)

    async def roster(self) -> Roster:
        return await self.database.read(rosters.load_roster, self.workspace_id, self.clock.now)


async def opened(database: Database, clock: Clock, workspace_id: str) -> Shop:
    """A shop with everybody in it and one API key."""
    shop = Shop(database, clock, workspace_id)
    moment = shop.moment()
    prepared = PrepareWorkspace(workspace_id=workspace_id, actor=SYSTEM, moment=moment)
    await database.found(prepared, prepare_workspace, epoch=f"epoch of {workspace_id}")
    founding = {
        "token_hash": hashed(secret_of(moment, "setup")),
        "workspace_name": "Shop",
        "name": "Frieda",
        "email": f"frieda@{workspace_id.replace('_', '-')}.example",
        "password_hash": "-",
        "language": "en",
    }
    answer, _ = await shop.act(FoundWorkspace, found_workspace, **founding)
    shop.of["Frieda"] = answer.id
    for name in ("Marie", "Tim", "Olaf"):
        await shop.hires(name)
    await shop.forms("FR", "Marie", "Tim")
    await shop.forms("EN", "Olaf")
    site = {"name": "shop.example", "origins": ("https://shop.example",), "greetings": {}}
    answer, _ = await shop.act(CreateWebsite, create_website, "Frieda", **site)
    shop.of["website"] = answer.id
    for name in ("Ada", "Bob"):
        await shop.receives(name)
    _, shop.key = await shop.makes_key()
    return shop


@asynccontextmanager
async def served(database: Database, clock: Clock) -> AsyncIterator[str]:
    """The address of the whole server on this database, as it is run, but for its time."""
    listening = listen("127.0.0.1", 0)
    settings = Settings(port=listening.getsockname()[1])
    async with serving(assemble(settings, database, now=lambda: clock.now), listening):
        yield f"{settings.origin}/v3"
