"""What happens in the shop: every action of the product at least once, in circumstances where it says something to somebody."""

from typing import Any

from tests.verify.shop import Shop, W
from zuruf.actions import (
    agents,
    api_keys,
    askings,
    assignments,
    blocks,
    contacts,
    conversations,
    deleting,
    files,
    frames,
    groups,
    messages,
    pages,
    ratings,
    saved_replies,
    saved_views,
    sessions,
    signs,
    snoozing,
    tags,
    transcripts,
    triggers,
    visitors,
    websites,
    workspaces,
)
from zuruf.domain.actor import SYSTEM
from zuruf.domain.file import FileView
from zuruf.domain.token import hashed, secret_of
from zuruf.domain.trigger import AssignGroup, Definition, SendMessage, SetAttribute
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.store.from_page import FromPage

NAMES = {name: {"en": name, "de": name, "fr": name} for name in ("Sales", "Service", "VIP", "Solo", "Old", "Late")}
HALF_AN_HOUR = 1_800_000


class Story:
    """Walled: agents see only their groups. Frieda owns the shop, Anna is in Sales, Olaf in Service; Nora may not answer."""

    def __init__(self, shop: Shop, *, is_walled: bool) -> None:
        self.shop = shop
        self.is_walled = is_walled
        self.groups: dict[str, str] = {}
        self.act = shop.turn

    async def tell(self) -> None:
        await self.before_there_is_an_owner()
        await self.everybody_comes()
        await self.a_visitor_is_answered()
        await self.colleagues_are_asked()
        await self.groups_change()
        await self.the_visitor_comes_back()
        await self.pages_and_triggers()
        await self.visitors_are_described()
        await self.conversations_are_found()
        await self.groups_end()
        await self.people_come_and_go()
        await self.settings_change()

    # --- chapters ---

    async def before_there_is_an_owner(self) -> None:
        """An API makes an agent, who watches how the workspace is founded."""
        shop = self.shop
        prepare = workspaces.PrepareWorkspace(workspace_id=W, actor=SYSTEM, moment=shop.moment())
        await shop.database.found(prepare, workspaces.prepare_workspace, epoch="epoch-1")
        await shop.take_first_turn("workspaces.prepare_workspace")
        await shop.quietly("api", agents.create_by_api, agents.CreateByApi, email="apia@shop.example")
        shop.people["apia"] = shop.one("select id from agents")
        await shop.connect("apia", "agent with access")
        moment = shop.moment()
        offer = workspaces.OfferSetup(workspace_id=W, actor=SYSTEM, moment=moment)
        await shop.database.act(offer, workspaces.offer_setup)
        await shop.take_turn("workspaces.offer_setup")
        await self.act(
            "system",
            workspaces.found_workspace,
            workspaces.FoundWorkspace,
            token_hash=hashed(secret_of(moment, "setup")),
            workspace_name="Shop",
            name="Frieda",
            email="frieda@shop.example",
            password_hash="x",
            language="en",
        )
        shop.people["frieda"] = shop.one("select id from agents where role = 'owner'")

    async def everybody_comes(self) -> None:
        shop = self.shop
        shop.roles.clear()
        if self.is_walled:
            shop.build_the_wall()
        for who in ("anna", "olaf", "bert"):
            await shop.hire(who)
        await shop.hire("nora", rights=frozenset())
        made = await shop.quietly(
            "frieda",
            websites.create_website,
            websites.CreateWebsite,
            name="Shop",
            origins=("https://shop.example",),
            greetings={"en": "Hello"},
        )
        shop.website = made.answer.id
        await shop.visit("vera")
        await shop.connect("frieda", "owner")
        await shop.connect("anna", "walled agent" if self.is_walled else "agent with access")
        await shop.connect("olaf", "walled agent" if self.is_walled else "agent with access")
        await shop.connect("nora", "agent without access")
        await shop.connect("vera", "visitor")
        for who in ("frieda", "anna", "olaf", "bert"):
            await self.act(who, agents.choose_presence, agents.ChoosePresence, presence="online")
        for name, members in (("Sales", ("anna",)), ("Service", ("olaf", "frieda")), ("Solo", ("bert",)), ("Old", ())):
            await self.group(name, *members)
        await self.group("VIP", "anna", "olaf", is_private=True)
        await self.switch(asks_for_group=True)

    async def a_visitor_is_answered(self) -> None:
        """From the first message to the closing, with every sort of message."""
        shop = self.shop
        await self.vera("Hello?")
        c = await self.of_vera()
        await self.mark_read("olaf", c)
        await self.act("anna", conversations.mark_shown, conversations.MarkShown, seqs=(self.head,), device="phone")
        await self.reply("anna", c, f"Good morning, @{self.shop.people['frieda']}", kind="comment")
        named = " ".join(f"@{self.shop.people[who]}" for who in ("frieda", "olaf"))
        change = {"message_id": self.newest(), "text": named}
        await self.act("anna", messages.change_message, messages.ChangeMessage, **change)
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Sales"))
        await self.vera("Is anybody there?")
        await self.reply("anna", c, "Yes", quote=self.newest())
        mine = self.newest()
        await self.act("anna", messages.change_message, messages.ChangeMessage, message_id=mine, text="Yes!")
        await self.vera_read()
        await self.vera("Good")
        await self.mark_read("anna", c)
        await self.mark_read("anna", c)
        await self.send_a_file("anna", c)
        await self.act("anna", messages.change_message, messages.ChangeMessage, message_id=self.newest(), text=None)
        await self.reply("anna", c, "To be deleted")
        await self.act("anna", messages.change_message, messages.ChangeMessage, message_id=self.newest(), text=None)
        await self.act("anna", messages.change_message, messages.ChangeMessage, message_id=mine, text="Yes, I am")
        await self.join("olaf" if not self.is_walled else "frieda", c)
        await self.leave("olaf" if not self.is_walled else "frieda", c)
        push = {"conversation_id": c, "text": "An offer", "author": shop.people["anna"]}
        await self.act("api", messages.push_message, messages.PushMessage, **push)
        await self.close("anna", c)
        await self.reopen("anna", c)
        await self.close("anna", c)
        await self.close("anna", c)
        await self.act("api", messages.push_message, messages.PushMessage, **push)

    async def colleagues_are_asked(self) -> None:
        c = await self.of_vera()
        await self.vera("Me again")
        await self.mark_read("anna", c)
        await self.ask("anna", "olaf", c)
        await self.answer("olaf", c, "decline")
        await self.ask("anna", "frieda", c)
        await self.ask("anna", "olaf", c)
        await self.answer("olaf", c, "accept")
        self.shop.at += 700_000
        await self.lapse(c)
        await self.act("frieda", assignments.assign_agent, assignments.AgentCommand, **await self.about("bert"))
        await self.act("frieda", assignments.assign_agent, assignments.AgentCommand, **await self.about("bert"))
        await self.act("frieda", assignments.take_off, assignments.AgentCommand, **await self.about("bert"))
        await self.act("frieda", assignments.take_off, assignments.AgentCommand, **await self.about("olaf"))
        await self.ask("anna", "olaf", c)
        await self.act("api", assignments.assign_group, assignments.AssignGroup, **self.to("Service"))
        await self.mark_read("frieda", c)
        await self.vera("So who?")
        await self.snoozed("frieda", c)
        await self.blocked("frieda")
        await self.leave("anna", c)
        await self.vera("Nobody?")
        await self.act("api", assignments.assign_agent, assignments.AgentCommand, **await self.about("nora"))

    async def groups_change(self) -> None:
        c = await self.of_vera()
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Solo"))
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("VIP"))
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Sales"))
        await self.change("Sales", "anna", "olaf")
        await self.vera("In Sales")
        await self.change("Sales", "anna", is_enabled=False)
        await self.vera("Sales is closed")
        await self.change("Sales", "anna", is_enabled=True, is_private=True)
        await self.change("Sales", "anna", is_enabled=True)
        await self.switch(uses_groups=False)
        await self.vera("No groups")
        await self.switch(uses_groups=True)
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to(None))
        await self.close("frieda", c)

    async def the_visitor_comes_back(self) -> None:
        """A visitor with a last agent, who chooses a group, in another visit."""
        shop = self.shop
        choose = {"browser_id": shop.browsers["vera"].id}
        await self.act("vera", visitors.choose_group, visitors.ChooseGroup, **choose, group_id=self.groups["Service"])
        await self.act("vera", visitors.choose_group, visitors.ChooseGroup, **choose, group_id=None)
        shop.at += HALF_AN_HOUR
        await self.view("vera", "https://shop.example/again")
        await self.act("vera", visitors.choose_group, visitors.ChooseGroup, **choose, group_id=self.groups["Service"])
        await self.vera("Back again")
        c = await self.of_vera()
        await self.reply("olaf", c, "Welcome back")
        await self.mark_read("olaf", c)
        await self.vera("Bye")
        await self.close("olaf", c)
        await self.reopen("olaf", c)
        await self.mark_read("olaf", c)
        await self.close("olaf", c)
        episode = self.shop.one("select episode from conversations where id = ?", c)
        rate = {"visitor_id": shop.browsers["vera"].visitor_id, "episode": episode}
        await self.act("vera", ratings.give_rating, ratings.GiveRating, **rate, score=4, comment="Kind")
        await self.by_mail("olaf", c)
        await self.vera("One more")
        await self.close("olaf", c)
        await self.reply("olaf", c, "I open it myself")
        await self.deleted("frieda")

    async def pages_and_triggers(self) -> None:
        shop = self.shop
        assign = Definition(
            name="Pricing",
            actions=(
                AssignGroup(group_id=self.groups["Service"]),
                SendMessage(texts={"en": "May I help?"}),
                SetAttribute(name="plan", value="pro"),
            ),
            frequency="always",
            also_during_conversation=True,
        )
        made = await self.act("frieda", triggers.create_trigger, triggers.CreateTrigger, definition=assign)
        pricing = made.answer.id
        other = Definition(name="Empty", actions=(AssignGroup(group_id=self.groups["Old"]),), frequency="always")
        made = await self.act("frieda", triggers.create_trigger, triggers.CreateTrigger, definition=other)
        empty = made.answer.id
        await self.act("frieda", triggers.switch_trigger, triggers.SwitchTrigger, trigger_id=empty, is_active=True)
        await self.view("willi", "https://shop.example/")
        fresh = {"token_hash": hashed("willi"), "fresh_key_hash": hashed("another of willi")}
        await self.act("page", frames.link_frame, frames.LinkFrame, **shop.page("willi"), **fresh)
        await shop.knows("willi")
        await self.act("frieda", triggers.switch_trigger, triggers.SwitchTrigger, trigger_id=pricing, is_active=True)
        await self.view("willi", "https://shop.example/pricing")
        await self.view("vera", "https://shop.example/pricing")
        unkept = UnkeptPage(id="pgv_00000000000000000000000000", at=shop.at, url="https://shop.example/pricing")
        carried = {**shop.page("somebody new"), "remembers": "after_consent", "unkept": unkept}
        await self.act("page", pages.remember_page, FromPage, **carried)
        await self.act("page", pages.judge_again, FromPage, **shop.page("vera"))
        await self.act("page", pages.open_widget, FromPage, **shop.page("vera"))
        await self.act("page", pages.tell_event, pages.TellEvent, **shop.page("vera"), name="basket")
        version = shop.one("select version from triggers where id = ?", pricing)
        await self.act(
            "frieda",
            triggers.change_trigger,
            triggers.ChangeTrigger,
            trigger_id=pricing,
            version=version,
            definition=other,
        )
        await self.act("page", pages.tell_attributes, pages.TellAttributes, **shop.page("vera"), attributes={"age": 7})
        await self.act("page", pages.tell_attributes, pages.TellAttributes, **shop.page("vera"), attributes={"age": 7})
        version = shop.one("select max(seq) from triggers")
        await self.act(
            "frieda", triggers.order_triggers, triggers.OrderTriggers, trigger_ids=(empty, pricing), version=version
        )
        for trigger in (empty, pricing):
            await self.act("frieda", triggers.delete_trigger, triggers.DeleteTrigger, trigger_id=trigger)

    async def visitors_are_described(self) -> None:
        shop = self.shop
        vera = shop.browsers["vera"]
        await self.act(
            "vera", visitors.describe, visitors.Describe, browser_id=vera.id, name="Vera", email="v@v.example"
        )
        await self.act("vera", visitors.describe, visitors.Describe, browser_id=vera.id, name="Vera")
        await self.act("vera", contacts.give_contact, contacts.GiveContact, browser_id=vera.id, name="Vera", phone="7")
        facts = {"name": "Vera V.", "phone": "1", "attributes": {"plan": "free"}}
        await self.act("frieda", visitors.change_visitor, visitors.ChangeVisitor, visitor_id=vera.visitor_id, **facts)
        await self.act("frieda", visitors.add_note, visitors.AddNote, visitor_id=vera.visitor_id, text="Kind")
        note = {"visitor_id": vera.visitor_id, "note_id": shop.one("select id from notes")}
        await self.act("frieda", visitors.change_note, visitors.ChangeNote, **note, text="Kinder")
        await self.act("frieda", visitors.change_note, visitors.ChangeNote, **note, text=None)
        await self.view("zoe", "https://shop.example/")
        zoe = shop.one("select id from browsers order by created_at desc, id desc limit 1")
        await self.act("frieda", visitors.make_visitor, visitors.MakeVisitor, browser_id=zoe)
        await self.act("frieda", visitors.make_visitor, visitors.MakeVisitor, browser_id=zoe)
        await self.act(
            "frieda",
            assignments.assign_group,
            assignments.AssignGroup,
            visitor_id=shop.one("select visitor_id from browsers where id = ?", zoe),
            group_id=self.groups["Service"],
        )

    async def conversations_are_found(self) -> None:
        c = {"conversation_id": await self.of_vera()}
        made = await self.act("frieda", tags.add_tag, tags.AddTag, **c, name="Return")
        tag = {"tag_id": made.answer.id}
        await self.act("frieda", tags.add_tag, tags.AddTag, **c, name="VIP")
        await self.act("frieda", tags.add_tag, tags.AddTag, **c, **tag)
        await self.act("frieda", tags.remove_tag, tags.RemoveTag, **c, **tag)
        await self.act("frieda", tags.remove_tag, tags.RemoveTag, **c, **tag)
        await self.act("frieda", tags.add_tag, tags.AddTag, **c, **tag)
        await self.act("frieda", tags.rename_tag, tags.RenameTag, **tag, name="Returns")
        await self.act("frieda", tags.delete_tag, tags.DeleteTag, **tag)
        await self.vera("Tagged")
        view = {"name": "Late", "search": {"view": "all", "only": "missed"}}
        made = await self.act("anna", saved_views.save_view, saved_views.SaveView, **view)
        await self.act("frieda", saved_views.save_view, saved_views.SaveView, **view, is_shared=True)
        one = {"view_id": made.answer.id}
        await self.act("anna", saved_views.change_view, saved_views.ChangeView, **one, name="Later")
        await self.act("anna", saved_views.delete_view, saved_views.DeleteView, **one)

    async def groups_end(self) -> None:
        """Groups are deleted while visitors are in them, effective ones and others."""
        c = await self.of_vera()
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Sales"))
        await self.vera("In Sales once more")
        await self.remove("Sales", "Service")
        await self.vera("Moved")
        await self.group("Late", "anna")
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Old"))
        await self.reply("frieda", c, "Now in a group without members")
        await self.leave("frieda", c)
        await self.leave("olaf", c)
        await self.remove("Old", "Late")
        await self.remove("Late", None)
        await self.group("Late", "anna")
        await self.remove("Late")
        await self.close("frieda", c)

    async def people_come_and_go(self) -> None:
        shop = self.shop
        await self.vera("Still open?")
        c = await self.of_vera()
        invite = {"name": "Carla", "email": "carla@shop.example"}
        await self.act("frieda", agents.invite_agent, agents.InviteAgent, **invite)
        await self.act("frieda", agents.invite_agent, agents.InviteAgent, **invite, rights=frozenset({"access"}))
        shop.people["carla"] = shop.one("select id from agents where name = 'Carla'")
        await self.act("carla", sessions.accept_link, sessions.AcceptLink, **shop.acceptance("carla"))
        await self.act("api", agents.create_by_api, agents.CreateByApi, email="robot@shop.example")
        robot = shop.one("select id from agents where email = 'robot@shop.example'")
        await self.act("api", signs.ping_by_api, signs.PingByApi, agent_id=robot)
        await self.act("system", signs.renew_signs, signs.RenewSigns, lives=(self.life("anna"),))
        await self.switch(idle_after_ms=120_000)
        await self.act("system", signs.note_activity, signs.AgentSign, agent_id=self.shop.people["anna"])
        self.shop.at += 120_000
        await self.act("system", signs.end_idle, signs.AgentSign, agent_id=self.shop.people["anna"])
        await self.act("anna", agents.choose_presence, agents.ChoosePresence, presence="online")
        await self.switch(idle_after_ms=0)
        await self.act("system", signs.end_sign, signs.EndSign, life=self.life("anna"))
        await self.act("anna", agents.change_me, agents.ChangeMe, name="Anna A.", preferences={"theme": "dark"})
        await self.act("anna", agents.change_picture, agents.ChangePicture, picture="pic_of_anna")
        await self.act("frieda", assignments.assign_agent, assignments.AgentCommand, **await self.about("anna"))
        await self.act("frieda", assignments.assign_agent, assignments.AgentCommand, **await self.about("olaf"))
        await self.ask("frieda", "bert", c)
        await self.agent("olaf", rights=frozenset({"configure"}))
        await self.vera("Without Olaf")
        await self.agent("olaf", rights=frozenset({"access", "assign"}))
        await self.act("frieda", assignments.assign_group, assignments.AssignGroup, **self.to("Solo"))
        await self.agent("bert", is_active=False)
        release = {"conversation_id": c, "agent_id": shop.people["bert"]}
        await self.act("system", conversations.release_agent, conversations.ReleaseAgent, **release)
        await self.agent("carla", is_active=False)
        await self.vera("Without Bert")
        await self.agent("bert", is_active=True)
        await self.act("bert", agents.choose_presence, agents.ChoosePresence, presence="online")
        await self.act("frieda", assignments.assign_agent, assignments.AgentCommand, **await self.about("bert"))
        await self.agent("bert", is_active=False)
        await self.act("system", conversations.release_agent, conversations.ReleaseAgent, **release)
        await self.agent("anna", role="admin")
        await self.vera("Anna sees all")
        await self.agent("anna", role="agent")
        await self.agent("olaf", name="Olaf O.")

    async def settings_change(self) -> None:
        shop = self.shop
        key = await self.act("frieda", api_keys.create_api_key, api_keys.CreateApiKey, name="Shop system")
        await self.act("system", api_keys.touch_api_key, api_keys.TouchApiKey, key_id=key.answer.id)
        await self.act("frieda", api_keys.revoke_api_key, api_keys.RevokeApiKey, key_id=key.answer.id)
        await self.replies_are_saved()
        site = {"name": "Academy", "origins": ("https://a.example",), "greetings": {"en": "Hi"}}
        made = await self.act("frieda", websites.create_website, websites.CreateWebsite, **site)
        site["name"] = "School"
        await self.act(
            "frieda", websites.change_website, websites.ChangeWebsite, **site, website_id=made.answer.id, version=1
        )
        await self.switch(name="Shop 2", missed_after_ms=60_000, returns_to_last_agent=False)
        session = shop.session("olaf")
        await self.act("olaf", sessions.sign_in, sessions.SignIn, session=session, verified_hash="x")
        here = {"token_hash": session.token_hash}
        await self.act("olaf", sessions.touch_session, sessions.TouchSession, **here)
        await self.act("olaf", sessions.end_other_sessions, sessions.EndOtherSessions, **here)
        await self.act(
            "olaf", sessions.change_password, sessions.ChangePassword, **here, verified_hash="x", password_hash="y"
        )
        await self.act("frieda", sessions.offer_reset, sessions.OfferReset, agent_id=shop.people["olaf"])
        await self.act("olaf", sessions.sign_out, sessions.SignOut, **here)
        c = await self.of_vera()
        await self.mark_read("frieda", c)
        await self.vera_read()

    async def replies_are_saved(self) -> None:
        """A private one, which is shared and goes again."""
        saved = {"shortcut": "hours", "texts": {"en": "We are here from 9 to 5."}}
        made = await self.act("anna", saved_replies.create_saved_reply, saved_replies.CreateSavedReply, **saved)
        change, one = saved_replies.ChangeSavedReply, {"reply_id": made.answer.id}
        await self.act(
            "anna", saved_replies.change_saved_reply, change, **saved | {"shortcut": "open"}, **one, version=1
        )
        await self.act("anna", saved_replies.delete_saved_reply, saved_replies.DeleteSavedReply, **one)
        shared = saved | {"sharing": "all"}
        await self.act("frieda", saved_replies.create_saved_reply, saved_replies.CreateSavedReply, **shared)

    # --- what people do ---

    @property
    def head(self) -> int:
        return self.shop.one("select head from streams")

    async def of_vera(self) -> str:
        return await self.shop.conversation("vera")

    def newest(self) -> str:
        return self.shop.one("select id from messages order by first_seq desc limit 1")

    async def vera(self, text: str) -> None:
        command = {"browser_id": self.shop.browsers["vera"].id, "text": text, "tab": "tab"}
        await self.act("vera", messages.send_visitor_message, messages.SendVisitorMessage, **command)

    async def vera_read(self) -> None:
        vera = self.shop.browsers["vera"].visitor_id
        seq = self.shop.one("select visitor_head from conversations where visitor_id = ?", vera)
        await self.act("vera", conversations.visitor_read, conversations.VisitorRead, visitor_id=vera, seq=seq)

    async def view(self, who: str, url: str) -> None:
        await self.act("page", pages.view_page, pages.ViewPage, **self.shop.page(who), url=url, language="en")

    async def reply(self, who: str, c: str, text: str, kind: str = "reply", quote: str = "") -> None:
        command = {"conversation_id": c, "text": text, "kind": kind, "quote": quote}
        await self.act(who, messages.send_agent_message, messages.SendAgentMessage, **command)

    async def send_a_file(self, who: str, c: str) -> None:
        """A picture without words."""
        await self.act(who, files.announce_file, files.AnnounceFile, conversation_id=c)
        id_ = self.shop.one("select id from files order by created_at desc limit 1")
        view = FileView(id=id_, name="map.png", type="image/png", size=3, width=2, height=1)
        await self.act(who, files.keep_file, files.KeepFile, shown=view, has_small=True)
        command = {"conversation_id": c, "text": "", "files": (id_,)}
        await self.act(who, messages.send_agent_message, messages.SendAgentMessage, **command)

    async def mark_read(self, who: str, c: str) -> None:
        await self.act(who, conversations.mark_read, conversations.MarkRead, conversation_id=c, seq=self.head)

    async def close(self, who: str, c: str) -> None:
        await self.act(who, conversations.close, conversations.ConversationCommand, conversation_id=c)

    async def reopen(self, who: str, c: str) -> None:
        await self.act(who, conversations.reopen, conversations.ConversationCommand, conversation_id=c)

    async def snoozed(self, who: str, c: str) -> None:
        """Put off, and awake again by hand, by the visitor and at its time."""
        hour = 3_600_000

        async def put_off() -> None:
            until = self.shop.at + hour
            await self.act(who, snoozing.snooze, snoozing.Snooze, conversation_id=c, until=until)

        await put_off()
        await self.act(who, snoozing.wake, snoozing.SnoozeCommand, conversation_id=c)
        await put_off()
        await self.vera("No time for later")
        await put_off()
        self.shop.at += hour
        await self.act("system", snoozing.snooze_ends, snoozing.SnoozeCommand, conversation_id=c)

    async def deleted(self, who: str) -> None:
        """Somebody writes, is deleted and brought back, and is deleted for good."""
        shop = self.shop
        await self.view("gone", "https://shop.example/gone")
        browser = shop.one("select id from browsers order by created_at desc, id desc limit 1")
        await self.act(who, visitors.make_visitor, visitors.MakeVisitor, browser_id=browser)
        c = shop.one(
            "select c.id from conversations c join browsers b on b.visitor_id = c.visitor_id where b.id = ?", browser
        )
        await self.reply(who, c, "Delete me")
        about = {"conversation_id": c}
        await self.act(who, deleting.delete, deleting.DeletionCommand, **about)
        await self.act(who, deleting.restore, deleting.DeletionCommand, **about)
        await self.act(who, deleting.delete, deleting.DeletionCommand, **about)
        at = shop.one("select deleted_at from deleted_conversations where id = ?", c)
        await self.act("system", deleting.purge, deleting.Purge, **about, deleted_at=at)

    async def blocked(self, who: str) -> None:
        """Turned away for an hour, then for good, and let in again."""
        vera = self.shop.browsers["vera"].visitor_id
        until = self.shop.at + 3_600_000
        await self.act(who, blocks.block, blocks.BlockVisitor, visitor_id=vera, reason="Insults", until=until)
        await self.act(who, blocks.block, blocks.BlockVisitor, visitor_id=vera, reason="Insults")
        await self.act(who, blocks.unblock, blocks.VisitorCommand, visitor_id=vera)

    async def by_mail(self, who: str, c: str) -> None:
        """The visitor and an agent want it by e-mail; it fails once, goes, and cannot go."""
        visitor = {"visitor_id": self.shop.browsers["vera"].visitor_id, "email": "vera@shop.example"}
        asked = await self.act("vera", transcripts.ask_transcript, transcripts.AskTranscript, **visitor)
        tried = {"transcript_id": asked.answer.id}
        for outcome in ("", "sent"):
            await self.act("system", transcripts.try_transcript, transcripts.TryTranscript, **tried)
            await self.act("system", transcripts.end_transcript, transcripts.EndTranscript, **tried, outcome=outcome)
        send = {"conversation_id": c, "email": "vera@shop.example"}
        sent = await self.act(who, transcripts.send_transcript, transcripts.SendTranscript, **send)
        over = {"transcript_id": sent.answer.id, "outcome": "refused"}
        await self.act("system", transcripts.end_transcript, transcripts.EndTranscript, **over)

    async def join(self, who: str, c: str) -> None:
        await self.act(who, assignments.join, assignments.ConversationCommand, conversation_id=c)

    async def leave(self, who: str, c: str) -> None:
        await self.act(who, assignments.leave, assignments.ConversationCommand, conversation_id=c)

    async def ask(self, who: str, colleague: str, c: str) -> None:
        command = {"conversation_id": c, "agent_id": self.shop.people[colleague], "why": "You know this"}
        await self.act(who, askings.ask, askings.Ask, **command)

    async def answer(self, who: str, c: str, answer: str) -> None:
        await self.act(who, askings.answer_asking, askings.AnswerAsking, conversation_id=c, answer=answer)

    async def lapse(self, c: str) -> None:
        await self.act("system", askings.lapse_askings, askings.AskingCommand, conversation_id=c)

    def to(self, group: str | None) -> dict[str, Any]:
        vera = self.shop.browsers["vera"].visitor_id
        return {"visitor_id": vera, "group_id": self.groups[group] if group else None}

    async def about(self, agent: str) -> dict[str, Any]:
        return {"visitor_id": self.shop.browsers["vera"].visitor_id, "agent_id": self.shop.people[agent]}

    def life(self, who: str) -> signs.Life:
        return signs.Life(self.shop.people[who], "console", self.shop.at + 40_000)

    async def group(self, name: str, *members: str, **fields: Any) -> None:
        ids = frozenset(self.shop.people[who] for who in members)
        made = await self.act(
            "frieda", groups.create_group, groups.CreateGroup, names=NAMES[name], members=ids, **fields
        )
        self.groups[name] = made.answer.id

    async def change(self, name: str, *members: str, **fields: Any) -> None:
        version = self.shop.one("select version from groups where id = ?", self.groups[name])
        ids = frozenset(self.shop.people[who] for who in members)
        command = {"group_id": self.groups[name], "version": version, "names": NAMES[name], "members": ids, **fields}
        await self.act("frieda", groups.change_group, groups.ChangeGroup, **command)

    async def remove(self, name: str, *to: str | None) -> None:
        move = groups.MoveTo(self.groups[to[0]] if to[0] else None) if to else None
        group_id = self.groups.pop(name)
        await self.act("frieda", groups.remove_group, groups.DeleteGroup, group_id=group_id, move_to=move)

    async def agent(self, who: str, **fields: Any) -> None:
        agent_id = self.shop.people[who]
        version = self.shop.one("select version from agents where id = ?", agent_id)
        await self.act("frieda", agents.change_agent, agents.ChangeAgent, agent_id=agent_id, version=version, **fields)

    async def switch(self, **switches: Any) -> None:
        version = self.shop.one("select version from workspaces")
        await self.act("frieda", workspaces.change_workspace, workspaces.ChangeWorkspace, version=version, **switches)
