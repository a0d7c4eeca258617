"""Pushed messages through both official SDKs: they open no episode, join nobody and are signed by whom the call says (T15, X1)."""

import pytest

from tests.contract.brevo.conftest import Caller
from tests.contract.brevo.shop import START, Shop

pytestmark = pytest.mark.line("X1", "T15")

PUSH = "send_an_automated_message_to_a_visitor"
GET = "get_an_automated_message"
UPDATE = "update_an_automated_message"
DELETE = "delete_an_automated_message"
PING = "sets_agents_status_to_online_for23minutes"
TEXT = "Your order has shipped!"


@pytest.mark.line("X1x")
async def test_a_pushed_message_by_an_agent_comes_back_whole(shop: Shop, call: Caller) -> None:
    sent = await call(PUSH, agent_id=shop.of["Marie"], text=TEXT, visitor_id=shop.of["Ada"])
    (written,) = await shop.thread("Ada")
    assert sent.status == 200
    assert {name: value for name, value in sent.data.items() if value is not None} == {
        "id": written.id,
        "type": "agent",
        "text": TEXT,
        "html": f"<p>{TEXT}</p>",
        "visitorId": shop.of["Ada"],
        "agentId": shop.of["Marie"],
        "agentName": "Marie",
        "createdAt": START,
        "isPushed": True,
        "isTrigger": False,
        "isMissed": False,
    }
    assert (await call(GET, id=written.id)).data == sent.data


@pytest.mark.line("X1w")
async def test_a_pushed_message_opens_no_episode_and_joins_nobody(shop: Shop, call: Caller) -> None:
    await call(PUSH, agent_id=shop.of["Marie"], text=TEXT, visitor_id=shop.of["Ada"])
    conversation = await shop.conversation("Ada")
    assert (conversation.is_open, conversation.episode, conversation.participations) == (False, 0, ())


async def test_a_pushed_message_to_a_visitor_who_waits_answers_nobody_and_is_itself_not_missed(
    shop: Shop, call: Caller
) -> None:
    question = await shop.hears("Ada", "Bonjour")
    sent = await call(PUSH, text=TEXT, visitor_id=shop.of["Ada"])
    assert sent.data["isMissed"] is False
    assert (await call("get_a_message", id=question)).data["isMissed"] is True


@pytest.mark.line("X1y")
async def test_a_pushed_message_of_a_group_is_signed_by_a_member_who_is_online(shop: Shop, call: Caller) -> None:
    for name in ("Tim", "Marie"):
        await call(PING, agent_id=shop.of[name])
        sent = await call(PUSH, group_id=shop.of["FR"], text=TEXT, visitor_id=shop.of["Ada"])
        assert sent.data["agentName"] == name
        shop.clock.now += 150_000


async def test_a_pushed_message_of_a_group_with_nobody_online_is_signed_all_the_same(shop: Shop, call: Caller) -> None:
    sent = await call(PUSH, group_id=shop.of["EN"], text=TEXT, visitor_id=shop.of["Ada"])
    assert sent.data["agentId"] == shop.of["Olaf"]


@pytest.mark.line("X1y")
async def test_a_pushed_message_of_nobody_is_the_websites(shop: Shop, call: Caller) -> None:
    sent = await call(PUSH, text=TEXT, visitor_id=shop.of["Ada"])
    assert (sent.status, sent.data["type"]) == (200, "agent")
    assert sent.data.get("agentId") is None
    assert sent.data.get("agentName") is None


async def test_a_pushed_message_may_be_sent_by_the_pages_own_name(shop: Shop, call: Caller) -> None:
    await shop.calls("Ada", "ada@customers.example")
    sent = await call(PUSH, text=TEXT, visitor_id="ada@customers.example")
    assert (sent.status, sent.data["visitorId"]) == (200, "ada@customers.example")


async def test_a_repeated_idempotency_key_pushes_once(shop: Shop, call: Caller) -> None:
    headers = {"Idempotency-Key": "0b8f6f3e-6f0c-4d8e-9d1c-5f3f0f0f0f0f"}
    sent = [await call(PUSH, headers=headers, text=TEXT, visitor_id=shop.of["Ada"]) for _ in range(2)]
    assert sent[0].data == sent[1].data
    assert len(await shop.thread("Ada")) == 1


@pytest.mark.line("X1i")
async def test_a_pushed_message_needs_a_text_and_a_visitor(shop: Shop, call: Caller) -> None:
    for missing in ("text", "visitor_id"):
        refused = await call(PUSH, **{"text": TEXT, "visitor_id": shop.of["Ada"]} | {missing: None})
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "missing_parameter"), missing


@pytest.mark.line("X1j")
async def test_a_pushed_message_with_a_wrong_field_is_an_invalid_parameter(shop: Shop, call: Caller) -> None:
    for wrong in ({"text": False}, {"visitor_id": 1.5}, {"agent_id": {}}, {"group_id": [1]}):
        refused = await call(PUSH, **{"text": TEXT, "visitor_id": shop.of["Ada"]} | wrong)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter"), wrong
    assert await shop.thread("Ada") == []


@pytest.mark.line("X1k")
async def test_a_pushed_message_with_an_unknown_id_is_not_found(shop: Shop, call: Caller) -> None:
    for unknown in ("visitor_id", "agent_id", "group_id"):
        refused = await call(PUSH, **{"text": TEXT, "visitor_id": shop.of["Ada"]} | {unknown: "nobody"})
        assert (refused.status, refused.code) == (404, "document_not_found"), unknown


async def test_a_disabled_or_empty_group_signs_nothing(shop: Shop, call: Caller) -> None:
    await shop.forms("Nobody")
    await shop.disables("EN")
    for name in ("Nobody", "EN"):
        refused = await call(PUSH, group_id=shop.of[name], text=TEXT, visitor_id=shop.of["Ada"])
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter")


async def test_a_deactivated_agent_signs_nothing(shop: Shop, call: Caller) -> None:
    await shop.dismisses("Olaf")
    for named in ({"agent_id": shop.of["Olaf"]}, {"group_id": shop.of["EN"]}):
        refused = await call(PUSH, **named, text=TEXT, visitor_id=shop.of["Ada"])
        assert (refused.status, refused.code) == (400, "invalid_parameter")


async def test_a_pushed_message_is_changed_and_then_deleted(shop: Shop, call: Caller) -> None:
    sent = await call(PUSH, text=TEXT, visitor_id=shop.of["Ada"])
    changed = await call(UPDATE, id=sent.data["id"], text="It has **arrived**")
    assert changed.data == sent.data | {
        "text": "It has **arrived**",
        "html": "<p>It has <strong>arrived</strong></p>",
    }
    deleted = await call(DELETE, id=sent.data["id"])
    assert (deleted.status, deleted.data) == (204, None)
    for method, fields in ((GET, {}), (UPDATE, {"text": "Again"}), (DELETE, {})):
        refused = await call(method, id=sent.data["id"], **fields)
        assert (refused.status, refused.error, refused.code) == (404, "NotFoundError", "document_not_found")


async def test_a_change_of_a_pushed_message_takes_a_sound_text(shop: Shop, call: Caller) -> None:
    sent = await call(PUSH, text=TEXT, visitor_id=shop.of["Ada"])
    for text, code in ((None, "missing_parameter"), (7, "invalid_parameter"), ("x" * 10_001, "invalid_parameter")):
        refused = await call(UPDATE, id=sent.data["id"], text=text)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", code)


@pytest.mark.line("X1z")
async def test_pushed_and_ordinary_messages_do_not_answer_for_each_other(shop: Shop, call: Caller) -> None:
    pushed = await call(PUSH, text=TEXT, visitor_id=shop.of["Ada"])
    ordinary = await call(
        "send_a_message_as_an_agent", agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"]
    )
    refusals = [
        await call(GET, id=ordinary.data["id"]),
        await call(UPDATE, id=ordinary.data["id"], text="Again"),
        await call(DELETE, id=ordinary.data["id"]),
        await call("get_a_message", id=pushed.data["id"]),
        await call("update_a_message_sent_by_an_agent", id=pushed.data["id"], text="Again"),
        await call("delete_a_message_sent_by_an_agent", id=pushed.data["id"]),
    ]
    assert {(refused.status, refused.code) for refused in refusals} == {(404, "document_not_found")}
    assert [message.text for message in await shop.thread("Ada")] == [TEXT, "Hello"]


@pytest.mark.line("X1h")
async def test_nothing_is_pushed_to_or_by_the_workspace_next_door(shop: Shop, next_door: Shop, call: Caller) -> None:
    ours = {"text": TEXT, "visitor_id": shop.of["Ada"]}
    theirs = await call(PUSH, key=next_door.key, text=TEXT, visitor_id=next_door.of["Ada"])
    refusals = [
        await call(PUSH, **ours | {"visitor_id": next_door.of["Ada"]}),
        await call(PUSH, **ours, agent_id=next_door.of["Marie"]),
        await call(PUSH, **ours, group_id=next_door.of["FR"]),
        await call(GET, id=theirs.data["id"]),
        await call(UPDATE, id=theirs.data["id"], text="Again"),
        await call(DELETE, id=theirs.data["id"]),
    ]
    assert {(refused.status, refused.code) for refused in refusals} == {(404, "document_not_found")}


async def test_a_wrong_key_pushes_nothing(shop: Shop, call: Caller) -> None:
    refused = await call(PUSH, key="zrf_wrong", text=TEXT, visitor_id=shop.of["Ada"])
    assert (refused.status, refused.code) == (401, "unauthorized")
