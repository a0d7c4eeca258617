"""What no SDK would send: whatever comes, the answer is `{code, message}` with a status below 500 (X1)."""

import httpx
import pytest

from tests.contract.brevo.shop import Shop

pytestmark = pytest.mark.line("X1")

MESSAGES = "/messages"
ROUTES = [
    ("POST", "/messages"),
    ("POST", "/pushedMessages"),
    ("POST", "/agentOnlinePing"),
    ("PUT", "/visitorGroup"),
    ("PUT", "/messages/msg_1"),
    ("PUT", "/pushedMessages/msg_1"),
]
BODIES = {
    "no JSON": b"text=Hello",
    "half": b'{"text": "Hel',
    "not UTF-8": b'{"text": "\xff"}',
    "a lone surrogate": b'{"text": "\\ud800"}',
    "a BOM": b"\xef\xbb\xbf{}",
    "NaN": b'{"text": NaN}',
    "a huge number": b'{"text": 1e999}',
    "a list": b'[{"text": "Hello"}]',
    "a text": b'"text"',
    "null": b"null",
    "very deep": b"[" * 100_000,
}
ELSEWHERE = [
    ("GET", "/messages"),
    ("GET", "/messages/"),
    ("PATCH", "/messages/msg_1"),
    ("POST", "/visitorGroup"),
    ("OPTIONS", "/messages"),
    ("GET", ""),
    ("GET", "/messages/a/b"),
    ("GET", "/../account"),
]
JSON = {"content-type": "application/json"}


def refusal(response: httpx.Response) -> tuple[int, str]:
    """The status and the code, of a body that says no more and no less than it should."""
    body = response.json()
    assert set(body) == {"code", "message"}
    assert body["message"]
    assert response.headers["content-type"] == "application/json"
    return response.status_code, body["code"]


@pytest.mark.line("X1j")
async def test_a_body_that_is_no_json_object_is_an_invalid_parameter(http: httpx.AsyncClient) -> None:
    for method, path in ROUTES:
        for what, body in BODIES.items():
            response = await http.request(method, path, content=body, headers=JSON)
            assert refusal(response) == (400, "invalid_parameter"), (method, path, what)


async def test_a_body_of_another_type_is_an_invalid_parameter(http: httpx.AsyncClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "ü"):
        response = await http.post(MESSAGES, content=b'{"text": "Hello"}', headers={b"content-type": kind.encode()})
        assert refusal(response) == (400, "invalid_parameter"), kind


@pytest.mark.line("X1i")
async def test_no_body_at_all_is_missing_a_parameter(http: httpx.AsyncClient) -> None:
    for method, path in ROUTES:
        for headers in ({}, JSON):
            response = await http.request(method, path, headers=headers)
            assert refusal(response) == (400, "missing_parameter"), (method, path)


async def test_json_with_a_charset_and_unknown_fields_is_taken(shop: Shop, http: httpx.AsyncClient) -> None:
    body = {"agentId": shop.of["Marie"], "text": "Hello", "visitorId": shop.of["Ada"], "colour": "red"}
    response = await http.post(MESSAGES, json=body, headers={"content-type": "Application/JSON; charset=utf-8"})
    assert (response.status_code, response.json()["text"]) == (200, "Hello")


async def test_a_body_larger_than_anything_sensible_is_not_read(http: httpx.AsyncClient) -> None:
    response = await http.post(MESSAGES, content=b" " * 300_000, headers=JSON)
    assert refusal(response) == (413, "invalid_parameter")


async def test_the_longest_text_arrives_however_it_is_escaped(shop: Shop, http: httpx.AsyncClient) -> None:
    escaped = b"\\ud83d\\ude00" * 10_000
    body = b'{"agentId": "%s", "visitorId": "%s", "text": "%s"}' % (
        shop.of["Marie"].encode(),
        shop.of["Ada"].encode(),
        escaped,
    )
    response = await http.post(MESSAGES, content=body, headers=JSON)
    assert (response.status_code, response.json()["text"]) == (200, "😀" * 10_000)


@pytest.mark.line("X1l")
async def test_an_id_of_strange_letters_is_not_found(http: httpx.AsyncClient) -> None:
    for id_ in ("%00", "%FF", "%2F", "%F0%9F%98%80", "%0A", ".", "'", "msg_1;drop"):
        for method, body in (("GET", None), ("PUT", {"text": "Hello"}), ("DELETE", None)):
            for noun in ("messages", "pushedMessages"):
                response = await http.request(method, f"/{noun}/{id_}", json=body)
                assert refusal(response) == (404, "document_not_found"), (method, noun, id_)


@pytest.mark.line("X1l")
async def test_everything_else_under_v3_is_not_found(http: httpx.AsyncClient) -> None:
    for method, path in ELSEWHERE:
        assert refusal(await http.request(method, path)) == (404, "document_not_found"), (method, path)


@pytest.mark.line("X1b")
async def test_no_key_an_empty_one_or_a_token_opens_nothing(base: str) -> None:
    async with httpx.AsyncClient(base_url=f"{base}/conversations") as nobody:
        for method, path in (*ROUTES, ("GET", "/messages/msg_1"), ("DELETE", "/messages/msg_1")):
            for headers in ({}, {"api-key": ""}, {b"api-key": b"zrf_\xe4"}, {"authorization": "Bearer zrf_1"}):
                response = await nobody.request(method, path, headers=headers, content=b"{")
                assert refusal(response) == (401, "unauthorized"), (method, path, headers)


async def test_a_key_in_the_address_is_refused_even_beside_a_good_one(http: httpx.AsyncClient) -> None:
    assert refusal(await http.get("/messages/msg_1?api-key=zrf_1")) == (400, "invalid_parameter")


async def test_an_idempotency_key_is_a_uuid_and_stands_for_one_content(shop: Shop, http: httpx.AsyncClient) -> None:
    body = {"agentId": shop.of["Marie"], "text": "Hello", "visitorId": shop.of["Ada"]}
    response = await http.post(MESSAGES, json=body, headers={"Idempotency-Key": "1"})
    assert refusal(response) == (400, "invalid_parameter")
    headers = {"Idempotency-Key": "0b8f6f3e-6f0c-4d8e-9d1c-5f3f0f0f0f0f"}
    await http.post(MESSAGES, json=body, headers=headers)
    response = await http.post(MESSAGES, json=body | {"text": "Good morning"}, headers=headers)
    assert refusal(response) == (400, "invalid_parameter")
    assert [message.text for message in await shop.thread("Ada")] == ["Hello"]


@pytest.mark.line("X1ae")
async def test_a_group_left_out_is_missing_unlike_null(shop: Shop, http: httpx.AsyncClient) -> None:
    response = await http.put("/visitorGroup", json={"visitorId": shop.of["Ada"]})
    assert refusal(response) == (400, "missing_parameter")


@pytest.mark.line("X1ag")
async def test_groups_switched_off_are_an_invalid_parameter(shop: Shop, http: httpx.AsyncClient) -> None:
    await shop.switches_groups_off()
    asked = [
        await http.put("/visitorGroup", json={"visitorId": shop.of["Ada"], "groupId": shop.of["FR"]}),
        await http.post("/pushedMessages", json={"visitorId": shop.of["Ada"], "groupId": shop.of["FR"], "text": "Hi"}),
    ]
    assert [refusal(response) for response in asked] == [(400, "invalid_parameter")] * 2
