"""What is written: text, how far it has come, typing, changing and deleting one's own, and comments (I4, I5)."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, arrive, desk_of, knock
from tests.journeys.people import Agent, Json, Visitor

pytestmark = pytest.mark.anyio

VERSE = "Bonjour Camille,\n  <b>voilà</b> 🚚 & merci\n\nMarie"


def says(text: str) -> Callable[[Json], object]:
    """A message event with this text."""

    def is_it(frame: Json) -> bool:
        message: Json | None = frame["body"].get("message") if frame["f"] == "ev" else None
        return message is not None and message["text"] == text

    return is_it


def types(who: str, *, on: bool) -> Callable[[Json], object]:
    """The signal that somebody types, or has stopped."""
    return lambda f: (
        f["f"] == "eph" and f["eph"]["type"] == "typing" and f["eph"]["who"] == who and f["eph"]["on"] is on
    )


async def thread_of(agent: Agent, desk: Desk) -> list[Json]:
    return (await agent.get(f"/api/conversations/{desk.id}"))["messages"]


async def comment(desk: Desk, by: Agent, text: str) -> str:
    path = f"/api/conversations/{desk.id}/messages"
    return (await by.ask("POST", path, 201, text=text, kind="comment"))["id"]


async def come_back(visitor: Visitor) -> Json:
    """Opens the chat again from the token it kept; what it is shown."""
    before = visitor.socket
    await visitor.open()
    await before.close()
    return (await visitor.socket.until(lambda f: f["f"] == "snap" and f["last"], "the thread"))["visitor"]


@pytest.mark.line("I4a", "I4b")
async def test_what_is_written_arrives_letter_by_letter_on_the_other_side_and_stays_there(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town, text="Où est\nma <i>commande</i> ? 🙂")
    got = await marie.socket.until(says("Où est\nma <i>commande</i> ? 🙂"), "the visitor's words")
    assert (got["body"]["message"]["kind"], got["body"]["message"]["page"]) == ("visitor", "https://shop.example/cart")
    await desk.reply(marie, f"  {VERSE}\n")
    answer = (await desk.visitor.socket.until(says(VERSE), "the answer"))["body"]["message"]
    assert (answer["kind"], answer["author"]) == ("agent", {"id": marie.id, "name": "Marie"})
    assert [message["text"] for message in await thread_of(nora, desk)] == ["Où est\nma <i>commande</i> ? 🙂", VERSE]
    assert [message["text"] for message in (await come_back(desk.visitor))["messages"]] == [
        "Où est\nma <i>commande</i> ? 🙂",
        VERSE,
    ]


@pytest.mark.line("I4c")
async def test_nothing_and_too_much_are_refused_and_nobody_is_sent_anything(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    path = f"/api/conversations/{desk.id}/messages"
    for text, code in ((" \n\u200b", "empty_message"), ("x" * 10_001, "message_too_long")):
        for kind in ("reply", "comment"):
            refused = await marie.ask("POST", path, 422, text=text, kind=kind)
            assert (refused["code"], refused["field"]) == (code, "text")
        answer = await desk.visitor.socket.op("message.send", text=text, page=desk.visitor.tab)
        assert (answer["f"], answer["code"]) == ("nack", code)
    assert len(await thread_of(marie, desk)) == 1
    await desk.reply(marie, "x" * 10_000)


@pytest.mark.line("I4d", "I4e")
async def test_both_sides_are_told_that_it_was_sent_and_when_it_was_seen(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    visitor = await arrive(town)
    sent = await visitor.write("Hello")
    mine = (await visitor.socket.until(says("Hello"), "the own message"))["body"]["message"]
    assert mine["id"] == sent["id"]
    desk = desk_of(town, visitor, await town.conversation_of(town.owner, "Hello"))
    assert (await come_back(visitor))["conversation"]["read_by_agents"] < mine["first_seq"]
    assert (await desk.reply(marie, "Good day"))["id"]
    answer = (await visitor.socket.until(says("Good day"), "the answer"))["body"]["message"]
    seen_before = (await marie.get(f"/api/conversations/{desk.id}"))["seen_by_visitor"]
    messages = await thread_of(marie, desk)
    assert seen_before < messages[1]["first_seq"], "sent, not seen"

    await visitor.socket.op("conversation.read", seq=answer["first_seq"])
    told = await nora.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "conversation.read" and f["body"]["agent_id"] is None,
        "that the visitor has seen it",
    )
    assert told["body"]["read"] >= messages[1]["first_seq"]
    assert (await marie.get(f"/api/conversations/{desk.id}"))["seen_by_visitor"] >= messages[1]["first_seq"]

    await visitor.write("And now?")
    mine = (await visitor.socket.until(says("And now?"), "the own message"))["body"]["message"]
    assert (await come_back(visitor))["conversation"]["read_by_agents"] < mine["first_seq"]
    await marie.socket.op(
        "conversation.read", conversation=desk.id, seq=(await thread_of(marie, desk))[-1]["first_seq"]
    )
    read = await visitor.socket.until(
        lambda f: f["f"] == "ev" and f["type"] == "conversation.read" and f["body"].get("read"),
        "that an agent has seen it",
    )
    assert read["body"]["read"] >= mine["first_seq"]


@pytest.mark.line("I4g", "I4h", "I4i")
async def test_each_side_sees_the_other_type_and_the_message_ends_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.visitor.socket.wire.send('{"f": "say", "say": {"type": "typing"}}')
    for agent in (marie, nora):
        signal = await agent.socket.until(types("visitor", on=True), "the visitor typing")
        assert signal["eph"]["conversation"] == desk.id
    await desk.visitor.write("There it is")
    await marie.socket.until(types("visitor", on=False), "the visitor's typing to end with the message")

    await marie.socket.wire.send(
        f'{{"f": "say", "say": {{"type": "typing", "conversation": "{desk.id}", "on": true}}}}'
    )
    signal = await desk.visitor.socket.until(types(marie.id, on=True), "Marie typing")
    assert signal["eph"]["name"] == "Marie"
    await nora.socket.until(types(marie.id, on=True), "Marie typing, at a colleague's")
    await marie.socket.wire.send(
        f'{{"f": "say", "say": {{"type": "typing", "conversation": "{desk.id}", "on": false}}}}'
    )
    await desk.visitor.socket.until(types(marie.id, on=False), "Marie to have stopped")


@pytest.mark.line("I4j", "I4k")
async def test_ones_own_message_is_changed_everywhere_and_says_so(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    id_ = (await desk.reply(marie, "It ships on Mnday"))["id"]
    await marie.ask("PATCH", f"/api/messages/{id_}", text=" It ships on Monday ")
    for socket in (nora.socket, desk.visitor.socket):
        changed = (await socket.until(says("It ships on Monday"), "the change"))["body"]["message"]
        assert (changed["id"], changed["edited_at"] is not None, changed["deleted_at"]) == (id_, True, None)
    assert [message["text"] for message in await thread_of(nora, desk)] == ["Hello", "It ships on Monday"]
    assert (await desk.view())["last"]["text"] == "It ships on Monday"
    assert b"Mnday" not in (str(await come_back(desk.visitor))).encode()
    for text, code in (("", "empty_message"), ("x" * 10_001, "message_too_long")):
        assert (await marie.ask("PATCH", f"/api/messages/{id_}", 422, text=text))["code"] == code
    assert (await thread_of(nora, desk))[1]["text"] == "It ships on Monday"


@pytest.mark.line("I4l", "I4m")
async def test_ones_own_message_is_deleted_everywhere_and_its_text_is_gone(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    id_ = (await desk.reply(marie, "Password 1234"))["id"]
    await marie.ask("DELETE", f"/api/messages/{id_}")
    for socket in (nora.socket, desk.visitor.socket):
        gone = await socket.until(
            lambda f: f["f"] == "ev" and f["type"] == "message.changed" and f["body"]["message"]["deleted_at"],
            "the deletion",
        )
        assert (gone["body"]["message"]["id"], gone["body"]["message"]["text"]) == (id_, "")
    message = (await thread_of(nora, desk))[1]
    assert (message["text"], message["deleted_at"] is not None) == ("", True)
    snapshot = await come_back(desk.visitor)
    assert [message["text"] for message in snapshot["messages"]] == ["Hello", ""]
    listed = (await nora.get("/api/conversations?view=all"))["items"][0]
    assert "1234" not in str([listed, await nora.get(f"/api/conversations/{desk.id}")])
    assert (await marie.ask("PATCH", f"/api/messages/{id_}", 404, text="No"))["code"] == "message_not_found"
    assert (await marie.ask("DELETE", f"/api/messages/{id_}", 404))["code"] == "message_not_found"


@pytest.mark.line("I4n")
async def test_nobody_changes_or_deletes_what_somebody_else_wrote(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    reply, said = (await desk.reply(marie, "Good day"))["id"], await comment(desk, marie, "A regular")
    visitors = (await thread_of(marie, desk))[0]["id"]
    for agent in (nora, town.owner):
        for id_ in (reply, said, visitors):
            assert (await agent.ask("PATCH", f"/api/messages/{id_}", 403, text="x"))["code"] == "not_your_message"
            assert (await agent.ask("DELETE", f"/api/messages/{id_}", 403))["code"] == "not_your_message"
    assert {message["text"] for message in await thread_of(marie, desk)} == {"Hello", "Good day", "A regular"}


@pytest.mark.line("I5a", "I5b", "I5e")
async def test_a_comment_is_shown_to_colleagues_and_no_byte_of_it_ever_reaches_the_visitor(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    await desk.reply(marie, "One moment")
    id_ = await comment(desk, marie, "Pays late, XYZZY")
    got = (await nora.socket.until(says("Pays late, XYZZY"), "the comment"))["body"]["message"]
    assert (got["kind"], got["author"], got["id"]) == ("comment", marie.id, id_)
    await marie.ask("PATCH", f"/api/messages/{id_}", text="Pays very late, XYZZY")
    await nora.socket.until(says("Pays very late, XYZZY"), "the changed comment")
    other = await comment(desk, nora, "So I heard, XYZZY")
    await nora.ask("DELETE", f"/api/messages/{other}")
    assert [message["kind"] for message in await thread_of(nora, desk)] == ["visitor", "agent", "comment", "comment"]

    await desk.reply(marie, "Here I am")
    last = (await desk.visitor.socket.until(says("Here I am"), "the next reply"))["body"]["message"]
    snapshot = await come_back(desk.visitor)
    assert [message["text"] for message in snapshot["messages"]] == ["Hello", "One moment", "Here I am"]
    older = await desk.visitor.http.get(
        f"/widget/messages?before={last['first_seq'] + 1}", headers={"Authorization": f"Bearer {desk.visitor.token}"}
    )
    assert older.status_code == 200
    desk.visitor.answers.append(older.content)
    await desk.visitor.view("/checkout")
    for word in (b"XYZZY", b"comment", id_.encode(), other.encode()):
        assert word not in desk.visitor.received


@pytest.mark.line("I5c", "I5d")
async def test_a_comment_joins_nobody_answers_nobody_opens_nothing_and_alerts_nobody(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    before = await desk.view()
    head = (await come_back(desk.visitor))["conversation"]["seq"]
    alerts = len(await desk.alerts())
    await comment(desk, marie, "Who knows him?")
    after = await desk.view()
    for kept in ("participations", "waiting_since", "owner", "is_open", "episode"):
        assert after[kept] == before[kept]
    assert await desk.is_unassigned()
    assert len(await desk.alerts()) == alerts
    assert (await come_back(desk.visitor))["conversation"]["seq"] == head, "the visitor's own count does not move"
    assert after["last"]["text"] == "Who knows him?"
    await desk.do(nora, "close")
    await comment(desk, marie, "Settled by phone")
    assert (await desk.view())["is_open"] is False


@pytest.mark.line("I4u")
async def test_a_thread_is_read_around_a_message_and_on_from_there_both_ways_without_a_gap(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town, text="0")
    for number in range(1, 70):
        await comment(desk, marie, str(number))
    path = f"/api/conversations/{desk.id}/messages"
    newest = (await marie.get(path))["messages"]
    assert [message["text"] for message in newest] == [str(number) for number in range(20, 70)]
    older = await marie.get(f"{path}?before={newest[0]['first_seq']}")
    assert (older["has_more"], older["messages"][0]["text"]) == (False, "0")

    at = older["messages"][10]["first_seq"]
    around = await marie.get(f"{path}?around={newest[10]['first_seq']}")
    assert [message["text"] for message in around["messages"]] == [str(number) for number in range(5, 55)]
    assert (around["has_more"], around["has_newer"]) == (True, True)
    later = await marie.get(f"{path}?after={around['messages'][-1]['first_seq']}")
    assert [message["text"] for message in later["messages"]] == [str(number) for number in range(55, 70)]
    assert later["has_newer"] is False
    early = await marie.get(f"{path}?around={at}")
    assert [message["text"] for message in early["messages"]] == [str(number) for number in range(35)]
    assert (early["has_more"], early["has_newer"]) == (False, True)
    assert "agent.joined" not in [line["type"] for line in early["history"]]
    assert all(line["seq"] < early["messages"][-1]["first_seq"] + 2 for line in early["history"])

    refused = await marie.ask("GET", f"{path}?before=5&around=5", 422)
    assert (refused["code"], refused["field"]) == ("invalid_place", "around")
