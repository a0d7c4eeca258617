"""Making the demonstration's workspace, through the same actions as everything else."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from zuruf.actions.agents import InviteAgent, invite_agent
from zuruf.actions.api_keys import CreateApiKey, create_api_key, key_of
from zuruf.actions.groups import CreateGroup, create_group
from zuruf.actions.saved_replies import CreateSavedReply, create_saved_reply
from zuruf.actions.sessions import AcceptLink, accept_link
from zuruf.actions.triggers import CreateTrigger, SwitchTrigger, create_trigger, switch_trigger
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.actions.workspaces import FoundWorkspace, PrepareWorkspace, found_workspace, prepare_workspace
from zuruf.demo.cast import PEOPLE, TEAMS, Person
from zuruf.demo.found_again import mark
from zuruf.demo.notes import Notes
from zuruf.demo.past import live_through
from zuruf.demo.replies import REPLIES
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed, secret_of
from zuruf.domain.trigger_definition import parse_definition
from zuruf.domain.widget_settings import ContactForm, FormField, WidgetSettings
from zuruf.store import websites
from zuruf.store.database import Database
from zuruf.store.sessions import Session
from zuruf.store.transaction import Answer, Command, Receipt, Tx
from zuruf.web.passwords import Passwords

C = TypeVar("C", bound=Command)
Say = Callable[[str], None]


@dataclass(slots=True)
class Making:
    """The workspace under construction."""

    database: Database
    workspace_id: str
    now: int
    hashes: dict[str, str]
    agents: dict[str, str] = field(default_factory=dict[str, str])
    last: Moment = field(default_factory=lambda: Moment(0, b""))

    async def act(
        self, actor: Actor, action: Callable[[Tx, C], Awaitable[Answer]], command: Callable[..., C], **content: object
    ) -> Receipt:
        """One act at the present moment."""
        self.last = Moment(self.now, secrets.token_bytes(16))
        made = command(workspace_id=self.workspace_id, actor=actor, moment=self.last, **content)
        return await self.database.act(made, action)

    @property
    def owner(self) -> Actor:
        """Who sets everything up."""
        return Actor("agent", self.agents[PEOPLE[0].key])


async def seed(database: Database, *, now: int, port: int, say: Say) -> Notes:
    """A whole workspace with a past. `port` is the console's; the websites are on the two after it."""
    passwords = {person.key: secrets.token_urlsafe(9) for person in PEOPLE}
    say("making six agents")
    making = Making(database, Moment(now, secrets.token_bytes(16)).id("wsp"), now, await _hashes(passwords))
    await _found(making)
    for person in PEOPLE[1:]:
        await _hire(making, person)
    say("making groups, websites and triggers")
    groups = {team.key: await _group(making, team.key) for team in TEAMS}
    sites = await _websites(making, port)
    await _triggers(making, groups, {name: id_ for name, (id_, _) in sites.items()}, port)
    for shortcut, texts in REPLIES:
        await making.act(
            making.owner, create_saved_reply, CreateSavedReply, shortcut=shortcut, texts=texts, sharing="all"
        )
    await making.act(making.owner, create_api_key, CreateApiKey, name="Demonstration")
    api_key = key_of(making.last)
    say("living through the last three weeks")
    visitor = await live_through(making.database, making.workspace_id, making.agents, groups, sites, now, port)
    await mark(making.database, making.workspace_id, partial(making.act, making.owner))
    return Notes(
        workspace=making.workspace_id,
        port=port,
        passwords=passwords,
        agents=making.agents,
        groups=groups,
        sites={name: key for name, (_, key) in sites.items()},
        api_key=api_key,
        visitor=visitor,
    )


async def _hashes(passwords: dict[str, str]) -> dict[str, str]:
    pool = Passwords()
    try:
        return {key: await pool.hash(password) for key, password in passwords.items()}
    finally:
        pool.close()


async def _found(making: Making) -> None:
    moment = Moment(making.now, secrets.token_bytes(16))
    command = PrepareWorkspace(workspace_id=making.workspace_id, actor=SYSTEM, moment=moment)
    await making.database.found(command, prepare_workspace, epoch=secrets.token_hex(12))
    owner = PEOPLE[0]
    receipt = await making.act(
        SYSTEM,
        found_workspace,
        FoundWorkspace,
        token_hash=hashed(secret_of(moment, "setup")),
        workspace_name="Zuruf demo",
        name=owner.name,
        email=owner.email,
        password_hash=making.hashes[owner.key],
        language="en",
    )
    making.agents[owner.key] = receipt.answer.id


async def _hire(making: Making, person: Person) -> None:
    invited = await making.act(
        making.owner, invite_agent, InviteAgent, name=person.name, email=person.email, role=person.role, language="en"
    )
    agent_id = invited.answer.id
    session = Session(
        token_hash=hashed(secrets.token_hex(16)),
        workspace_id=making.workspace_id,
        agent_id=agent_id,
        csrf_hash="",
        created_at=making.now,
        seen_at=making.now,
        expires_at=making.now,
    )
    await making.act(
        Actor("agent", agent_id),
        accept_link,
        AcceptLink,
        token_hash=hashed(secret_of(making.last, "invitation")),
        password_hash=making.hashes[person.key],
        session=session,
    )
    making.agents[person.key] = agent_id


async def _group(making: Making, key: str) -> str:
    team = next(team for team in TEAMS if team.key == key)
    members = frozenset(making.agents[person.key] for person in PEOPLE if key in person.groups)
    receipt = await making.act(
        making.owner,
        create_group,
        CreateGroup,
        names=team.names,
        colour=team.colour,
        is_private=team.is_private,
        members=members,
    )
    return receipt.answer.id


async def _websites(making: Making, port: int) -> dict[str, tuple[str, str]]:
    """(id, key) by name."""
    greetings = {
        "en": "Hello! How can we help?",
        "de": "Hallo! Wie können wir helfen?",
        "fr": "Bonjour ! Que pouvons-nous faire pour vous ?",
    }
    made: dict[str, tuple[str, str]] = {}
    for n, name in enumerate(("Shop", "Academy")):
        origins = (f"http://127.0.0.1:{port + 1 + n}", f"http://localhost:{port + 1 + n}")
        receipt = await making.act(
            making.owner,
            create_website,
            CreateWebsite,
            name=name,
            origins=origins,
            greetings=greetings,
            widget=replace(_WIDGET, shows_typed=name == "Shop"),
            colour="#0f6b66" if n == 0 else "#4a4fa5",
        )
        website = await making.database.read(websites.get, making.workspace_id, receipt.answer.id)
        made[name.lower()] = (website.id, website.key)
    return made


_WIDGET = WidgetSettings(
    titles={"en": "Lumen", "de": "Lumen", "fr": "Lumen"},
    offline_texts={
        "en": "We are at the workbench. Leave us a line, we answer by e-mail.",
        "de": "Wir sind an der Werkbank. Schreiben Sie uns, wir antworten per E-Mail.",
        "fr": "Nous sommes à l’atelier. Écrivez-nous, nous répondrons par e-mail.",
    },
    offline_form=ContactForm(
        when="after",
        fields=(FormField(kind="name"), FormField(kind="email", is_required=True)),
        consents={
            "en": "You may answer me by e-mail.",
            "de": "Sie dürfen mir per E-Mail antworten.",
            "fr": "Vous pouvez me répondre par e-mail.",
        },
    ),
)


async def _triggers(making: Making, groups: dict[str, str], sites: dict[str, str], port: int) -> None:
    under_fr = {
        "kind": "test",
        "fact": "current_url",
        "operator": "at_or_under",
        "value": f"http://127.0.0.1:{port + 1}/fr",
    }
    on_academy = {"kind": "test", "fact": "website", "operator": "is", "value": [sites["academy"]]}
    in_cart = {"kind": "test", "fact": "current_url", "operator": "contains", "value": "/cart"}
    waited = {"kind": "test", "fact": "time_on_page", "operator": "at_least", "value": 20}
    hint = {
        "en": "Questions about your cart? We are here.",
        "de": "Fragen zum Warenkorb? Wir sind da.",
        "fr": "Une question sur votre panier ? Nous sommes là.",
    }
    wanted: list[dict[str, object]] = [
        {"name": "French site", "condition": under_fr, "actions": [{"kind": "assign_group", "group_id": groups["fr"]}]},
        {"name": "Academy", "condition": on_academy, "actions": [{"kind": "assign_group", "group_id": groups["de"]}]},
        {
            "name": "Help in the cart",
            "condition": {"kind": "all", "tests": [in_cart, waited]},
            "when": {"agents": "online", "of": "workspace"},
            "actions": [{"kind": "send_message", "texts": hint}],
            "frequency": "visit",
        },
    ]
    for raw in wanted:
        receipt = await making.act(making.owner, create_trigger, CreateTrigger, definition=parse_definition(raw))
        await making.act(making.owner, switch_trigger, SwitchTrigger, trigger_id=receipt.answer.id, is_active=True)
