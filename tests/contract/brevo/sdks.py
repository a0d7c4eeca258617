"""Brevo's official SDKs behind one interface: what a call did, however its language says so."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from brevo import AsyncBrevo, Brevo
from brevo.core.api_error import ApiError

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`data` is the answer by Brevo's own field names, or the refusal; `error` the class of what was raised, "" if nothing was."""

    status: int
    data: Any
    error: str = ""

    @property
    def code(self) -> str:
        return self.data["code"]


class Sdk(Protocol):
    """`extra` are additional parameters of the body, `headers` additional headers; both SDKs have the two."""

    async def call(self, method: str, *, key: str, extra: Fields, headers: Fields, fields: Fields) -> Outcome: ...


@dataclass
class PythonSdk:
    """The synchronous client, in a thread: the server runs in this one."""

    base: str

    async def call(self, method: str, *, key: str, extra: Fields, headers: Fields, fields: Fields) -> Outcome:
        return await asyncio.to_thread(self._call, method, key, fields, _options(extra, headers))

    def _call(self, method: str, key: str, fields: Fields, options: Fields) -> Outcome:
        with httpx.Client() as http:
            brevo = Brevo(api_key=key, base_url=self.base, httpx_client=http)
            try:
                response = getattr(brevo.conversations.with_raw_response, method)(**fields, request_options=options)
            except ApiError as error:
                return _refused(error)
            return Outcome(status=response.status_code, data=_plain(response.data))


@dataclass
class AsyncPythonSdk:
    """The asynchronous client."""

    base: str

    async def call(self, method: str, *, key: str, extra: Fields, headers: Fields, fields: Fields) -> Outcome:
        options = _options(extra, headers)
        async with httpx.AsyncClient() as http:
            brevo = AsyncBrevo(api_key=key, base_url=self.base, httpx_client=http)
            try:
                response = await getattr(brevo.conversations.with_raw_response, method)(
                    **fields, request_options=options
                )
            except ApiError as error:
                return _refused(error)
            return Outcome(status=response.status_code, data=_plain(response.data))


@dataclass
class NodeSdk:
    """The client of the other language, in a child that lives as long as the session."""

    base: str
    child: asyncio.subprocess.Process

    async def call(self, method: str, *, key: str, extra: Fields, headers: Fields, fields: Fields) -> Outcome:
        order = {
            "base": self.base,
            "key": key,
            "method": _camel(method),
            "fields": {_camel(name): value for name, value in fields.items()},
            "extra": {"additionalBodyParameters": extra, "headers": headers},
        }
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(json.dumps(order).encode() + b"\n")
        line = await asyncio.wait_for(self.child.stdout.readline(), 30)
        return Outcome(**json.loads(line))


def _options(extra: Fields, headers: Fields) -> Fields:
    return {"additional_body_parameters": extra, "additional_headers": headers, "max_retries": 0}


def _camel(name: str) -> str:
    """`for23minutes` is the one name the two languages write differently beyond their custom."""
    head, *rest = name.replace("23minutes", "23_minutes").split("_")
    return head + "".join(part.title() for part in rest)


def _plain(model: Any) -> Any:
    return None if model is None else json.loads(model.json(by_alias=True))


def _refused(error: ApiError) -> Outcome:
    return Outcome(status=error.status_code or 0, data=error.body, error=type(error).__name__)
