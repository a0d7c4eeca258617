"""Errors as `application/problem+json`: one table from the domain's words to statuses."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from zuruf.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    OutOfOrder,
    TooLarge,
    TooMany,
    TooSlow,
    Unauthenticated,
    Unsupported,
    ZurufError,
)
from zuruf.store.database import Unavailable

log = logging.getLogger(__name__)

STATUSES: Mapping[type[ZurufError], int] = {
    Invalid: 422,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooMany: 429,
    TooLarge: 413,
    Unsupported: 415,
    TooSlow: 408,
    Unavailable: 503,
    OutOfOrder: 503,
}
# Not the content is wrong but the request itself (docs/api.md: 400 malformed).
MALFORMED = frozenset({"link_invalid", "key_in_address", "idempotency_key_invalid", "json_invalid"})


def install(app: FastAPI) -> None:
    """Every error of the app leaves as a problem; an unforeseen one says nothing about what is inside (B83)."""
    app.add_exception_handler(ZurufError, _zuruf_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(Exception, _unforeseen)


def problem_of(error: ZurufError) -> Response:
    """The answer to an error of the domain."""
    status = 400 if error.code in MALFORMED else _status(error)
    is_for_now = isinstance(error, TooMany | Unavailable | OutOfOrder)
    headers = {"Retry-After": error.detail.get("retry_after", "1")} if is_for_now else {}
    wrong = [{"field": error.field, "code": error.code, "detail": error.sentence}] if error.field else []
    return _problem(
        status, error.code, error.sentence, field=error.field, errors=wrong, facts=error.detail, headers=headers
    )


def _status(error: ZurufError) -> int:
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)


async def _zuruf_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, ZurufError):
        raise error
    return problem_of(error)


async def _validation_error(_: Request, error: Exception) -> Response:
    """Names every bad field. The values are left out: a password typed into the wrong field stays where it is."""
    if not isinstance(error, RequestValidationError):
        raise error
    wrong = [
        {"field": _path(one["loc"]), "code": _code(str(one["type"])), "detail": str(one["msg"])} | _measured(one)
        for one in error.errors()
    ]
    if any(one["code"] == "json_invalid" for one in wrong):
        return _problem(400, "json_invalid", "Expected JSON, got something else.", errors=wrong)
    named = ", ".join(one["field"] for one in wrong) or "the body"
    sentence = f"These fields are not as expected: {named}."
    facts = _measured(error.errors()[0])
    return _problem(422, wrong[0]["code"], sentence, field=wrong[0]["field"], errors=wrong, facts=facts)


async def _http_exception(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_")
    return _problem(error.status_code, code, f"{phrase}.", headers=error.headers or {})


async def _unforeseen(_: Request, error: Exception) -> Response:
    log.error("A request ended in an error nobody foresaw", exc_info=error)
    return _problem(500, "internal", "Something went wrong on the server; its log says what.")


def _problem(
    status: int,
    code: str,
    sentence: str,
    *,
    field: str = "",
    errors: list[dict[str, str]] | None = None,
    facts: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """`facts` (the current group of a 409) stand beside the fixed members and never replace one."""
    content: dict[str, object] = dict(facts or {})
    content |= {
        "type": "about:blank",
        "status": status,
        "code": code,
        "detail": sentence,
        "field": field,
        "errors": errors or [],
    }
    return JSONResponse(content, status, dict(headers or {}), media_type="application/problem+json")


def _path(location: tuple[str | int, ...]) -> str:
    """`names.de` of a body's field, without where the framework found it."""
    parts = location[1:] if location and location[0] in ("body", "query", "path", "header") else location
    return ".".join(str(part) for part in parts)


def _measured(error: Mapping[str, object]) -> dict[str, str]:
    """Of a text that is too long: how many characters fit and how many these are, as of one the domain refuses."""
    match error:
        case {"type": "string_too_long", "ctx": {"max_length": int(most)}, "input": str(text)}:
            return {"most": str(most), "length": str(len(text))}
        case _:
            return {}


def _code(kind: str) -> str:
    return {"extra_forbidden": "unknown_field", "missing": "missing"}.get(kind, kind)
