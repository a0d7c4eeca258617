"""Messages of agents through both official SDKs: sent, read, changed and deleted (X1)."""

import pytest

from tests.contract.brevo.conftest import Caller
from tests.contract.brevo.shop import START, Shop

pytestmark = pytest.mark.line("X1")

SEND = "send_a_message_as_an_agent"
GET = "get_a_message"
UPDATE = "update_a_message_sent_by_an_agent"
DELETE = "delete_a_message_sent_by_an_agent"
LIZ = {"agent_email": "liz@desk.example", "agent_name": "Liz", "received_from": "SuperDesk"}
WRONG = [
    ("text", 7),
    ("text", "x" * 10_001),
    ("text", " \n "),
    ("text", "a\0b"),
    ("visitor_id", 7),
    ("visitor_id", "x" * 201),
    ("agent_id", ["a"]),
    ("agent_id", "a\0b"),
    ("received_from", {"a": 1}),
    ("received_from", "x" * 101),
]


@pytest.mark.line("X1m")
async def test_a_message_by_agent_id_reaches_the_visitor_and_comes_back_whole(shop: Shop, call: Caller) -> None:
    await shop.hears("Ada", "Bonjour")
    sent = await call(
        SEND, agent_id=shop.of["Marie"], text="Hello **Ada**", visitor_id=shop.of["Ada"], received_from="SuperDesk"
    )
    (written,) = [message for message in await shop.thread("Ada") if message.kind == "agent"]
    assert sent.status == 200
    assert {name: value for name, value in sent.data.items() if value is not None} == {
        "id": written.id,
        "type": "agent",
        "text": "Hello **Ada**",
        "html": "<p>Hello <strong>Ada</strong></p>",
        "visitorId": shop.of["Ada"],
        "agentId": shop.of["Marie"],
        "agentName": "Marie",
        "createdAt": START,
        "isPushed": False,
        "isTrigger": False,
        "isMissed": False,
        "receivedFrom": "SuperDesk",
    }


@pytest.mark.line("X1c")
async def test_a_message_by_api_joins_its_agent_and_ends_the_waiting(shop: Shop, call: Caller) -> None:
    await shop.hears("Ada", "Bonjour")
    await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    conversation = await shop.conversation("Ada")
    row = conversation.participation_of(shop.of["Marie"])
    assert row is not None
    assert row.joined_at == START
    assert conversation.waiting_since is None


async def test_a_message_into_a_silent_conversation_opens_an_episode_of_its_agent(shop: Shop, call: Caller) -> None:
    await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Bob"])
    conversation = await shop.conversation("Bob")
    assert (conversation.is_open, conversation.owner) == (True, shop.of["Marie"])


@pytest.mark.line("X1d")
async def test_an_unknown_email_makes_an_agent_by_api_who_is_in_no_group(shop: Shop, call: Caller) -> None:
    sent = await call(SEND, **LIZ, text="Hello", visitor_id=shop.of["Ada"])
    liz = await shop.agent_by_email("liz@desk.example")
    assert liz is not None
    assert (liz.is_by_api, liz.name, liz.is_active) == (True, "Liz", True)
    assert (sent.data["agentId"], sent.data["agentName"], sent.data["receivedFrom"]) == (liz.id, "Liz", "SuperDesk")
    assert all(liz.id not in group.members for group in (await shop.roster()).groups.values())


@pytest.mark.line("X1o")
async def test_an_email_means_the_same_agent_every_time(shop: Shop, call: Caller) -> None:
    first = await call(SEND, **LIZ, text="One", visitor_id=shop.of["Ada"])
    second = await call(SEND, **LIZ | {"agent_email": "LIZ@desk.example"}, text="Two", visitor_id=shop.of["Ada"])
    assert first.data["agentId"] == second.data["agentId"]


@pytest.mark.line("X1o")
async def test_the_email_of_a_colleague_means_the_colleague(shop: Shop, call: Caller) -> None:
    named = LIZ | {"agent_email": (await shop.agent("Marie")).email}
    sent = await call(SEND, **named, text="Hello", visitor_id=shop.of["Ada"])
    assert (sent.data["agentId"], sent.data["agentName"]) == (shop.of["Marie"], "Marie")


@pytest.mark.line("X1p")
async def test_a_visitor_may_be_named_by_the_pages_own_id_and_is_called_so_in_answers(shop: Shop, call: Caller) -> None:
    await shop.calls("Ada", "customer-17")
    sent = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id="customer-17")
    assert sent.data["visitorId"] == "customer-17"
    assert [message.text for message in await shop.thread("Ada")] == ["Hello"]
    assert (await call(GET, id=sent.data["id"])).data["visitorId"] == "customer-17"


@pytest.mark.line("X1p")
async def test_a_name_two_visitors_share_is_answered_only_for_the_one_it_leads_to(shop: Shop, call: Caller) -> None:
    await shop.calls("Ada", "customer-17")
    shop.clock.now += 1
    await shop.receives("Eve")
    await shop.calls("Eve", "customer-17")
    to_ada = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    to_eve = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id="customer-17")
    assert [to_ada.data["visitorId"], to_eve.data["visitorId"]] == [shop.of["Ada"], "customer-17"]
    assert [message.text for message in await shop.thread("Eve")] == ["Hello"]


async def test_a_repeated_idempotency_key_sends_once(shop: Shop, call: Caller) -> None:
    headers = {"Idempotency-Key": "0b8f6f3e-6f0c-4d8e-9d1c-5f3f0f0f0f0f"}
    fields = {"agent_id": shop.of["Marie"], "text": "Hello", "visitor_id": shop.of["Ada"]}
    first = await call(SEND, headers=headers, **fields)
    second = await call(SEND, headers=headers, **fields)
    assert first.data["id"] == second.data["id"]
    assert len(await shop.thread("Ada")) == 1


@pytest.mark.line("X1i")
async def test_a_message_without_one_of_its_fields_is_missing_a_parameter(shop: Shop, call: Caller) -> None:
    fields = {"agent_id": shop.of["Marie"], "text": "Hello", "visitor_id": shop.of["Ada"]}
    for missing in fields:
        refused = await call(SEND, **fields | {missing: None})
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "missing_parameter"), missing
    assert await shop.thread("Ada") == []


@pytest.mark.line("X1n")
async def test_an_agent_by_email_takes_all_three_fields(shop: Shop, call: Caller) -> None:
    for missing in LIZ:
        refused = await call(SEND, **LIZ | {missing: None}, text="Hello", visitor_id=shop.of["Ada"])
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "missing_parameter"), missing
    assert await shop.agent_by_email("liz@desk.example") is None


@pytest.mark.line("X1j")
async def test_a_message_with_a_wrong_field_is_an_invalid_parameter(shop: Shop, call: Caller) -> None:
    fields = {"agent_id": shop.of["Marie"], "text": "Hello", "visitor_id": shop.of["Ada"]}
    for name, value in WRONG:
        refused = await call(SEND, **fields | {name: value})
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter"), name
    assert await shop.thread("Ada") == []


async def test_an_agent_by_email_is_made_of_sound_fields_only(shop: Shop, call: Caller) -> None:
    for wrong in ({"agent_email": "nobody"}, {"agent_name": "L\niz"}, {"agent_name": "x" * 101}):
        refused = await call(SEND, **LIZ | wrong, text="Hello", visitor_id=shop.of["Ada"])
        assert (refused.status, refused.code) == (400, "invalid_parameter")
    assert await shop.agent_by_email("liz@desk.example") is None


@pytest.mark.line("X1k")
async def test_a_message_to_or_from_nobody_known_is_not_found(shop: Shop, call: Caller) -> None:
    fields = {"agent_id": shop.of["Marie"], "text": "Hello", "visitor_id": shop.of["Ada"]}
    for unknown in ("visitor_id", "agent_id"):
        refused = await call(SEND, **fields | {unknown: "nobody"})
        assert (refused.status, refused.code) == (404, "document_not_found")


@pytest.mark.line("X1k")
async def test_a_message_to_nobody_known_makes_no_agent(shop: Shop, call: Caller) -> None:
    await call(SEND, **LIZ, text="Hello", visitor_id="nobody")
    assert await shop.agent_by_email("liz@desk.example") is None


async def test_a_deactivated_agent_writes_to_nobody(shop: Shop, call: Caller) -> None:
    email = (await shop.agent("Tim")).email
    await shop.dismisses("Tim")
    for named in ({"agent_id": shop.of["Tim"]}, LIZ | {"agent_email": email}):
        refused = await call(SEND, **named, text="Hello", visitor_id=shop.of["Ada"])
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter")


@pytest.mark.line("X1u")
async def test_a_visitors_message_is_read_with_its_type_and_is_missed_while_nobody_is_online(
    shop: Shop, call: Caller
) -> None:
    message = await shop.hears("Ada", "Bonjour")
    found = await call(GET, id=message)
    told = {name: value for name, value in found.data.items() if value is not None}
    assert told == {
        "id": message,
        "type": "visitor",
        "text": "Bonjour",
        "html": "<p>Bonjour</p>",
        "visitorId": shop.of["Ada"],
        "createdAt": START,
        "isPushed": False,
        "isTrigger": False,
        "isMissed": True,
    }


@pytest.mark.line("X1u")
async def test_a_message_is_missed_from_the_set_time_until_somebody_answers(shop: Shop, call: Caller) -> None:
    await call("sets_agents_status_to_online_for23minutes", agent_id=shop.of["Marie"])
    message = await shop.hears("Ada", "Bonjour")
    fresh = await call(GET, id=message)
    shop.clock.now += 30_000
    waited = await call(GET, id=message)
    await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    answered = await call(GET, id=message)
    assert [fresh.data["isMissed"], waited.data["isMissed"], answered.data["isMissed"]] == [False, True, False]


@pytest.mark.line("X1q")
async def test_an_agents_message_is_changed_in_text_and_html(shop: Shop, call: Caller) -> None:
    sent = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    changed = await call(UPDATE, id=sent.data["id"], text="Good *morning*")
    assert changed.status == 200
    assert changed.data == sent.data | {"text": "Good *morning*", "html": "<p>Good <em>morning</em></p>"}
    assert (await call(GET, id=sent.data["id"])).data == changed.data
    assert [message.text for message in await shop.thread("Ada")] == ["Good *morning*"]


@pytest.mark.line("X1r")
async def test_a_deleted_message_is_not_there_for_anything(shop: Shop, call: Caller) -> None:
    sent = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    deleted = await call(DELETE, id=sent.data["id"])
    assert (deleted.status, deleted.data, deleted.error) == (204, None, "")
    for method, fields in ((GET, {}), (UPDATE, {"text": "Again"}), (DELETE, {})):
        refused = await call(method, id=sent.data["id"], **fields)
        assert (refused.status, refused.error, refused.code) == (404, "NotFoundError", "document_not_found")


@pytest.mark.line("X1s")
async def test_a_visitors_message_can_neither_be_changed_nor_deleted(shop: Shop, call: Caller) -> None:
    message = await shop.hears("Ada", "Bonjour")
    for method, fields in ((UPDATE, {"text": "Bonsoir"}), (DELETE, {})):
        refused = await call(method, id=message, **fields)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", "invalid_parameter")
    assert [message.text for message in await shop.thread("Ada")] == ["Bonjour"]


@pytest.mark.line("X1q")
async def test_a_change_takes_a_sound_text(shop: Shop, call: Caller) -> None:
    sent = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
    for text, code in ((None, "missing_parameter"), (7, "invalid_parameter"), ("x" * 10_001, "invalid_parameter")):
        refused = await call(UPDATE, id=sent.data["id"], text=text)
        assert (refused.status, refused.error, refused.code) == (400, "BadRequestError", code)


@pytest.mark.line("X1k")
async def test_an_id_nobody_knows_is_not_found_whatever_its_letters(call: Caller) -> None:
    for id_ in ("nothing", "msg_00000000000000000000000000", "a/../b", "ünbekannt", "a b%00c", "x" * 500):
        for method, fields in ((GET, {}), (UPDATE, {"text": "Hello"}), (DELETE, {})):
            refused = await call(method, id=id_, **fields)
            assert (refused.status, refused.error, refused.code) == (404, "NotFoundError", "document_not_found"), id_


@pytest.mark.line("X1t")
async def test_internal_comments_are_never_shown_changed_or_deleted(shop: Shop, call: Caller) -> None:
    comment = await shop.notes("Marie", "Ada", "A difficult one")
    for method, fields in ((GET, {}), (UPDATE, {"text": "Hello"}), (DELETE, {})):
        assert (await call(method, id=comment, **fields)).status == 404
    assert [message.text for message in await shop.thread("Ada")] == ["A difficult one"]


@pytest.mark.line("X1h")
async def test_a_key_sees_nothing_of_the_workspace_next_door(shop: Shop, next_door: Shop, call: Caller) -> None:
    theirs = await next_door.hears("Ada", "Bonjour")
    ours = {"agent_id": shop.of["Marie"], "text": "Hello", "visitor_id": shop.of["Ada"]}
    refusals = [
        await call(GET, id=theirs),
        await call(UPDATE, id=theirs, text="Hello"),
        await call(DELETE, id=theirs),
        await call(SEND, **ours | {"visitor_id": next_door.of["Ada"]}),
        await call(SEND, **ours | {"agent_id": next_door.of["Marie"]}),
    ]
    assert {(refused.status, refused.code) for refused in refusals} == {(404, "document_not_found")}
    assert [message.text for message in await next_door.thread("Ada")] == ["Bonjour"]


@pytest.mark.line("X1h")
async def test_a_name_of_a_page_next_door_leads_nowhere(shop: Shop, next_door: Shop, call: Caller) -> None:
    await next_door.calls("Ada", "customer-17")
    refused = await call(SEND, agent_id=shop.of["Marie"], text="Hello", visitor_id="customer-17")
    assert (refused.status, refused.code) == (404, "document_not_found")


@pytest.mark.line("X1b")
async def test_a_wrong_key_opens_nothing(shop: Shop, call: Caller) -> None:
    for key in ("", "zrf_wrong", shop.key.upper()):
        refused = await call(SEND, key=key, agent_id=shop.of["Marie"], text="Hello", visitor_id=shop.of["Ada"])
        assert (refused.status, refused.code) == (401, "unauthorized")
        assert refused.error in ("ApiError", "BrevoError")


@pytest.mark.line("X1b")
async def test_a_revoked_key_opens_nothing(shop: Shop, call: Caller) -> None:
    key_id, key = await shop.makes_key()
    message = await shop.hears("Ada", "Bonjour")
    assert (await call(GET, key=key, id=message)).status == 200
    await shop.revokes(key_id)
    refused = await call(GET, key=key, id=message)
    assert (refused.status, refused.code) == (401, "unauthorized")
