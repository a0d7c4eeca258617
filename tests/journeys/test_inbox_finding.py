"""Finding conversations again: tags (I6), saved views and full-text search (I3)."""

from urllib.parse import quote

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, knock
from tests.journeys.people import Agent, Json

pytestmark = pytest.mark.anyio


async def tagged(who: Agent, desk: Desk, name: str, expect: int = 201) -> Json:
    return await who.ask("POST", f"/api/conversations/{desk.id}/tags", expect, name=name)


async def listed(who: Agent, query: str) -> list[str]:
    return [item["id"] for item in (await who.get(f"/api/conversations?view=all&{query}"))["items"]]


async def search(who: Agent, text: str) -> list[Json]:
    return (await who.get(f"/api/search?q={quote(text)}"))["items"]


def shown(hit: Json) -> str:
    """The snippet with its hits in brackets."""
    return "".join(f"[{part['text']}]" if part["is_hit"] else part["text"] for part in hit["parts"])


@pytest.mark.line("I6h", "I6i", "I3h")
async def test_a_tag_is_put_on_and_taken_off_and_found_by_and_no_visitor_hears_of_it(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online", rights=["access"])
    lamp, cart = await knock(town, text="A lamp"), await knock(town, text="My cart")
    made = await tagged(marie, lamp, "  Rücksendung ")
    heard = await nora.socket.event("conversation.tagged", line="Rücksendung")
    assert heard["body"]["conversation"]["tags"] == [made["id"]]
    again = await tagged(nora, lamp, "RÜCKSENDUNG")
    assert (again["id"], again["changed"]) == (made["id"], False), "no two that are alike but for case and accents"
    await nora.ask("POST", f"/api/conversations/{cart.id}/tags", 201, tag_id=made["id"])
    refused = await tagged(nora, cart, "Something new", 403)
    assert refused["code"] == "right_missing"
    other = await tagged(marie, lamp, "VIP")
    assert (await marie.get("/api/tags"))["items"] == [
        {"id": made["id"], "name": "Rücksendung", "uses": 2},
        {"id": other["id"], "name": "VIP", "uses": 1},
    ]
    assert set(await listed(nora, f"tag={made['id']}")) == {lamp.id, cart.id}
    assert await listed(nora, f"tag={other['id']}") == [lamp.id]
    assert await listed(nora, "tag=tag_unknown") == []

    for _ in range(2):
        await nora.ask("DELETE", f"/api/conversations/{lamp.id}/tags/{made['id']}")
    assert (await lamp.view())["tags"] == [other["id"]]
    history = [line["type"] for line in (await nora.get(f"/api/conversations/{lamp.id}"))["history"]]
    assert history == ["conversation.tagged", "conversation.tagged", "conversation.untagged"]
    await lamp.reply(marie)
    received = (lamp.visitor.received + cart.visitor.received).lower()
    ids = (made["id"].encode().lower(), other["id"].encode().lower())
    for secret in (*ids, b'"tags"', b"tagged", "rücksendung".encode(), b'"vip"'):
        assert secret not in received, secret


@pytest.mark.line("I6j")
async def test_a_tag_is_renamed_and_deleted_for_all_by_who_may_configure(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    lamp = await knock(town, text="A lamp")
    old, vip = (await tagged(marie, lamp, "Return"))["id"], (await tagged(marie, lamp, "VIP"))["id"]
    await marie.ask("PATCH", f"/api/tags/{old}", 403, name="Returns")
    await town.owner.ask("PATCH", f"/api/tags/{old}", name="Returns")
    await marie.socket.event("settings.changed", what="tags")
    taken = await town.owner.ask("PATCH", f"/api/tags/{old}", 409, name="vip")
    assert (taken["code"], taken["field"]) == ("tag_exists", "name")
    too_long = await town.owner.ask("PATCH", f"/api/tags/{old}", 422, name="x" * 41)
    assert too_long["errors"][0]["field"] == "name"
    await marie.ask("DELETE", f"/api/tags/{vip}", 403)
    await town.owner.ask("DELETE", f"/api/tags/{vip}")
    assert [tag["name"] for tag in (await marie.get("/api/tags"))["items"]] == ["Returns"]
    assert await listed(marie, f"tag={vip}") == []
    await marie.ask("POST", f"/api/conversations/{lamp.id}/tags", 404, tag_id=vip)
    for n in range(19):
        await tagged(marie, lamp, f"Number {n}")
    full = await tagged(marie, lamp, "One too many", 409)
    assert full["code"] == "too_many_tags"


@pytest.mark.line("I3n", "I3o")
async def test_a_view_is_kept_by_its_agent_or_shared_by_who_may_configure(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    waiting = {"view": "all", "order": "waiting", "only": "missed"}
    mine = (await marie.ask("POST", "/api/views", 201, name="Late", search=waiting))["id"]
    second = (await marie.ask("POST", "/api/views", 201, name="French", search={"view": "all", "language": "fr"}))["id"]
    await marie.ask("POST", "/api/views", 403, name="Late", search=waiting, is_shared=True)
    shared = (await town.owner.ask("POST", "/api/views", 201, name="All late", search=waiting, is_shared=True))["id"]
    await marie.socket.event("settings.changed", what="views")

    async def names(who: Agent) -> list[tuple[str, bool]]:
        return [(view["name"], view["is_changeable"]) for view in (await who.get("/api/views"))["items"]]

    assert await names(marie) == [("All late", False), ("Late", True), ("French", True)]
    assert await names(nora) == [("All late", False)]
    await marie.ask("PATCH", f"/api/views/{second}", place=0, name="En français")
    assert await names(marie) == [("All late", False), ("En français", True), ("Late", True)]
    for method, body in (("PATCH", {"name": "x"}), ("DELETE", {})):
        await nora.ask(method, f"/api/views/{mine}", 404, **body)
        await nora.ask(method, f"/api/views/{shared}", 403, **body)
    await town.owner.ask("DELETE", f"/api/views/{shared}")
    await marie.ask("DELETE", f"/api/views/{second}")
    assert (await marie.get("/api/views"))["items"][0]["search"] == waiting
    for search_ in ({"view": ""}, {"order": "random"}, {"colour": "red"}, {"tag": "x" * 200}):
        wrong = await marie.ask("POST", "/api/views", 422, name="x", search=search_)
        assert wrong["field"] == f"search.{next(iter(search_))}"
    assert (await marie.ask("POST", "/api/views", 422, name=" ", search=waiting))["field"] == "name"


@pytest.mark.line("I3p", "I3q", "I3r")
async def test_messages_comments_and_visitors_are_found_as_they_are_now(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town, text="Ich wohne in der Straße 5, <b>Köln</b>")
    note = await marie.ask("POST", f"/api/conversations/{desk.id}/messages", 201, text="Vorsicht, VIP!", kind="comment")
    await marie.ask(
        "PATCH", f"/api/visitors/{desk.visitor_id}", name="Zoë Müller", phone="+49 170 12", email="z@berg.example"
    )
    await marie.ask("PATCH", f"/api/visitors/{desk.visitor_id}", attributes={"plan": "Premium"})
    (hit,) = await search(marie, "STRASSE koln")
    assert shown(hit) == "Ich wohne in der [Straße] 5, <b>[Köln]</b>"
    assert (hit["kind"], hit["conversation"]["id"], hit["is_visitors"]) == ("message", desk.id, True)
    assert [(one["kind"], shown(one)) for one in await search(marie, "vip")] == [("comment", "Vorsicht, [VIP]!")]
    for typed, field in (
        ("zoe mull", "name"),
        ("z@berg", "email"),
        ("premium", "attribute:plan"),
        ("4917012", "phone"),
    ):
        assert [(one["kind"], one["field"]) for one in await search(marie, typed)] == [("visitor", field)], typed
    assert await search(marie, "straße berg") == [], "all words in one place"

    await marie.ask("PATCH", f"/api/messages/{note['id']}", text="Nothing special")
    assert (await search(marie, "vip"), len(await search(marie, "spec"))) == ([], 1)
    await marie.ask("DELETE", f"/api/messages/{note['id']}")
    assert await search(marie, "spec") == []
    await desk.do(marie, "close")
    assert len(await search(marie, "strasse")) == 1, "closed ones too"


@pytest.mark.line("I3s")
async def test_whatever_is_typed_into_the_search_is_text(town: Town) -> None:
    marie = await town.hire("Marie")
    await knock(town, text="Hello & goodbye: don't (ever)* NOT")
    for typed in ("", " ", '"', "'", "*", "()&|!:*", "\0", "%", "_", "\\", "🙂", "x" * 10_000, "a " * 5_000):
        assert await search(marie, typed) == [], typed[:20]
    for typed in (
        '"hello"',
        "hello AND NOT",
        "don't",
        "hello & goodbye",
        "(ever)*",
        "NOT",
        "hel\0lo".replace("\0", ""),
    ):
        assert [shown(hit) for hit in await search(marie, typed)] != [] or "AND" in typed, typed


@pytest.mark.line("I3t")
async def test_results_come_newest_first_in_pages_and_nothing_from_behind_the_wall(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    french, sales = await town.group("Support-Team FR", marie), await town.group("Sales", nora)
    ours, theirs = await knock(town, text="Lantern one"), await knock(town, text="Lantern of others")
    await ours.group(town.owner, french)
    await theirs.group(town.owner, sales)
    for n in range(40):
        await ours.reply(marie, f"lantern {n}")
    await theirs.reply(nora, "A lantern for others")
    await town.wall()
    first = await marie.get("/api/search?q=lantern")
    rest = await marie.get(f"/api/search?q=lantern&before={first['next']}")
    texts = ["".join(part["text"] for part in hit["parts"]) for hit in first["items"] + rest["items"]]
    assert texts == [*(f"lantern {n}" for n in reversed(range(40))), "Lantern one"]
    assert (len(first["items"]), rest["next"]) == (25, None)
    assert len(await search(nora, "lantern")) == 2
