"""The people of the simulation and what they do besides chatting, over the real actions and the inline database."""

import random
from collections.abc import Awaitable, Callable
from typing import Any, cast

from zuruf.actions.agents import InviteAgent, invite_agent
from zuruf.actions.assignments import (
    AgentCommand,
    AssignGroup,
    ConversationCommand,
    assign_group,
    join,
    leave,
    take_off,
)
from zuruf.actions.conversations import close, reopen
from zuruf.actions.frames import LinkFrame, link_frame
from zuruf.actions.groups import ChangeGroup, CreateGroup, change_group, create_group
from zuruf.actions.pages import ViewPage, view_page
from zuruf.actions.sessions import AcceptLink, accept_link
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.actions.workspaces import FoundWorkspace, PrepareWorkspace, found_workspace, prepare_workspace
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed, secret_of
from zuruf.store import browsers, conversations, groups
from zuruf.store.database import Database
from zuruf.store.sessions import Session
from zuruf.store.sqlite import open_sqlite_inline
from zuruf.store.transaction import Answer, Command, Receipt, Tx

W = "wsp_1"
START = 1_800_000_000_000
ACTS = ("group", "group", "group", "members", "members", "join", "leave", "take off", "close", "open")
VISITORS = ("vera", "willi")


class Shop:
    """Frieda owns it and sees all; Olaf, behind the wall, sees his groups only. Vera and Willi visit."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.database: Database = open_sqlite_inline()
        self.now = now
        self.agents: dict[str, str] = {}
        self.groups: list[str] = []
        self.website = ""
        self.browsers: dict[str, str] = {}
        self.visitors: dict[str, str] = {}
        self.acts = ACTS
        self._moments = 0

    @property
    def connection(self) -> Any:
        return cast("Any", self.database)._connection

    def moment(self) -> Moment:
        self._moments += 1
        return Moment(self.now(), self._moments.to_bytes(16))

    async def act(
        self, who: Actor, action: Callable[[Tx, Any], Awaitable[Answer]], command: type[Command], **fields: Any
    ) -> Receipt:
        made = command(workspace_id=W, actor=who, moment=self.moment(), **fields)
        return await self.database.act(made, action)

    def agent(self, who: str) -> Actor:
        return Actor("agent", self.agents[who])

    async def open(self) -> None:
        await self._found()
        await self._hire("olaf")
        self.connection.execute("update workspaces set agents_see_only_their_groups = 1")
        for name, members in (("Sales", {"olaf", "frieda"}), ("Service", {"frieda"})):
            made = await self.act(
                self.agent("frieda"),
                create_group,
                CreateGroup,
                names={"en": name, "de": name, "fr": name},
                members=frozenset(self.agents[who] for who in members),
            )
            self.groups.append(made.answer.id)
        made = await self.act(
            self.agent("frieda"),
            create_website,
            CreateWebsite,
            name="Shop",
            origins=("https://shop.example",),
            greetings={"en": "Hello"},
        )
        self.website = made.answer.id
        for who in VISITORS:
            await self._visit(who)

    async def _found(self) -> None:
        moment = self.moment()
        prepare = PrepareWorkspace(workspace_id=W, actor=SYSTEM, moment=moment)
        await self.database.found(prepare, prepare_workspace, epoch="epoch-1")
        made = await self.act(
            SYSTEM,
            found_workspace,
            FoundWorkspace,
            token_hash=hashed(secret_of(moment, "setup")),
            workspace_name="Shop",
            name="Frieda",
            email="frieda@shop.example",
            password_hash="x",
            language="en",
        )
        self.agents["frieda"] = made.answer.id

    async def _hire(self, who: str) -> None:
        moment = self.moment()
        email = f"{who}@shop.example"
        invite = InviteAgent(workspace_id=W, actor=self.agent("frieda"), moment=moment, name=who.title(), email=email)
        made = await self.database.act(invite, invite_agent)
        self.agents[who] = made.answer.id
        session = Session(
            token_hash=f"session of {who}",
            workspace_id=W,
            agent_id=made.answer.id,
            csrf_hash="",
            created_at=self.now(),
            seen_at=self.now(),
            expires_at=self.now() + 10**9,
        )
        token = hashed(secret_of(moment, "invitation"))
        await self.act(self.agent(who), accept_link, AcceptLink, token_hash=token, password_hash="x", session=session)

    async def _visit(self, who: str) -> None:
        page = {"website_id": self.website, "key_hash": hashed(f"key of {who}"), "tab": "tab"}
        await self.act(Actor("page"), view_page, ViewPage, **page, url="https://shop.example/", language="en")
        fresh = {"token_hash": hashed(who), "fresh_key_hash": hashed(f"another of {who}")}
        await self.act(Actor("page"), link_frame, LinkFrame, **page, **fresh)
        found = await self.database.read(browsers.by_token, hashed(who), self.now())
        assert found
        self.browsers[who], self.visitors[who] = found[1].id, found[1].visitor_id

    # --- what goes on besides the sockets ---

    async def conversation_of(self, who: str) -> Any:
        return await self.database.read(conversations.of_visitor, W, self.visitors[who])

    async def something(self, chance: random.Random) -> None:
        """One act by HTTP; what is not possible now is refused and changes nothing."""
        who = chance.choice(VISITORS)
        conversation = await self.conversation_of(who)
        kind = chance.choice(self.acts)
        by = self.agent("frieda")
        if kind == "members":
            await self.change_members(chance.choice(self.groups), chance.choice((True, False)))
        elif conversation is None:
            return
        elif kind == "group":
            to = chance.choice([*self.groups, None])
            await self.act(by, assign_group, AssignGroup, visitor_id=self.visitors[who], group_id=to)
        elif kind == "take off":
            fields = {"visitor_id": self.visitors[who], "agent_id": self.agents["olaf"]}
            await self.act(by, take_off, AgentCommand, **fields)
        else:
            by = self.agent(chance.choice(tuple(self.agents)))
            action: Any = {"join": join, "leave": leave, "close": close, "open": reopen}[kind]
            command = conversation_command(kind)
            await self.act(by, action, command, conversation_id=conversation.id)

    async def change_members(self, group_id: str, with_olaf: bool) -> None:
        group = await self.database.read(groups.get, W, group_id)
        members = group.members | {self.agents["olaf"]} if with_olaf else group.members - {self.agents["olaf"]}
        version = await self.version_of(group_id)
        fields = {"group_id": group_id, "version": version, "names": group.names, "members": members}
        await self.act(self.agent("frieda"), change_group, ChangeGroup, **fields)

    async def version_of(self, group_id: str) -> int:
        rows = self.connection.execute("select version from groups where id = ?", (group_id,)).fetchall()
        return int(rows[0][0])


def conversation_command(kind: str) -> type[Command]:
    from zuruf.actions import conversations as of_conversations

    return of_conversations.ConversationCommand if kind in ("close", "open") else ConversationCommand
