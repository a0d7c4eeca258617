"""A workspace with people in it, to be acted in: Frieda owns it, Anna is admin, Olaf an agent; next door a workspace of its own."""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeVar

from zuruf.actions.agents import InviteAgent, invite_agent
from zuruf.actions.sessions import AcceptLink, accept_link
from zuruf.actions.workspaces import FoundWorkspace, PrepareWorkspace, found_workspace, prepare_workspace
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.agent import Agent
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed, secret_of
from zuruf.domain.workspace import Roster
from zuruf.store import agents, rosters
from zuruf.store.database import Database
from zuruf.store.sessions import Session
from zuruf.store.streams import events_since
from zuruf.store.transaction import Answer, Command, Receipt, StoredEvent, Tx

C = TypeVar("C", bound=Command)
START = 1_800_000_000_000
PASSWORD_HASH = "the hash of a password"
seconds = count()


class House:
    """One workspace. Every act happens a second after the one before."""

    def __init__(self, database: Database, workspace_id: str) -> None:
        self.database = database
        self.workspace_id = workspace_id
        self.people: dict[str, str] = {}
        self.last = moment()

    @property
    def now(self) -> int:
        return self.last.at

    def actor(self, who: str) -> Actor:
        return (
            SYSTEM if who == "system" else Actor("api", "key_1") if who == "api" else Actor("agent", self.people[who])
        )

    async def act(
        self,
        who: str,
        action: Callable[[Tx, C], Awaitable[Answer]],
        command: Callable[..., C],
        cid: str | None = None,
        **fields: Any,
    ) -> Receipt:
        self.last = moment()
        made = command(workspace_id=self.workspace_id, actor=self.actor(who), moment=self.last, cid=cid, **fields)
        return await self.database.act(made, action)

    async def hire(self, name: str, by: str = "Frieda", **fields: Any) -> str:
        """Invites somebody, who accepts."""
        email = f"{name.lower()}@shop.example"
        invited = await self.act(by, invite_agent, InviteAgent, name=name, email=email, **fields)
        self.people[name] = invited.answer.id
        await self.accept(name, secret_of(self.last, "invitation"))
        return invited.answer.id

    async def accept(self, name: str, token: str) -> Receipt:
        return await self.act(
            name,
            accept_link,
            AcceptLink,
            token_hash=hashed(token),
            password_hash=PASSWORD_HASH,
            session=self.session(name),
        )

    def session(self, name: str) -> Session:
        made = moment()
        return Session(
            token_hash=hashed(f"session of {name} at {made.at}"),
            workspace_id=self.workspace_id,
            agent_id=self.people.get(name, ""),
            csrf_hash="",
            created_at=made.at,
            seen_at=made.at,
            expires_at=made.at + 10_000_000,
        )

    async def agent(self, name: str) -> Agent:
        return await self.database.read(agents.get, self.workspace_id, self.people[name])

    async def roster(self) -> Roster:
        return await self.database.read(rosters.load_roster, self.workspace_id, self.now)

    async def events_of(self, receipt: Receipt, since: int) -> list[StoredEvent]:
        return await self.database.read(events_since, self.workspace_id, since, receipt.seq - since)

    async def head(self) -> int:
        return (await self.database.read_stream(self.workspace_id)).head


def moment() -> Moment:
    n = next(seconds)
    return Moment(START + n * 1000, n.to_bytes(16))


async def prepared(database: Database, workspace_id: str) -> tuple[House, str]:
    """A workspace that waits for its owner, and the token of the link."""
    house = House(database, workspace_id)
    command = PrepareWorkspace(workspace_id=workspace_id, actor=SYSTEM, moment=house.last)
    await database.found(command, prepare_workspace, epoch=f"epoch of {workspace_id}")
    return house, secret_of(house.last, "setup")


async def founded(database: Database, workspace_id: str, owner: str) -> House:
    """A workspace with its owner."""
    house, token = await prepared(database, workspace_id)
    receipt = await found(house, token, owner)
    house.people[owner] = receipt.answer.id
    return house


async def found(house: House, token: str, owner: str, language: str = "en") -> Receipt:
    return await house.act(
        "system",
        found_workspace,
        FoundWorkspace,
        token_hash=hashed(token),
        workspace_name="Shop",
        name=owner,
        email=f"{owner.lower()}@shop.example",
        password_hash=PASSWORD_HASH,
        language=language,
    )
