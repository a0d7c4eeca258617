"""What one client asks to be done: in order, one at a time, each answered or left to be sent again, none lost."""

import json
import logging
from collections import deque
from typing import cast

import msgspec

from zuruf.domain.json_reading import check_letters
from zuruf.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated, ZurufError
from zuruf.realtime.frames import CLOSE_AUTH, Acked, Nacked, Op
from zuruf.realtime.limits import AGENT_OPS, VISITOR_OPS, WAITING_OPS, Bucket
from zuruf.realtime.line import Line
from zuruf.realtime.node import Node
from zuruf.realtime.source import Principal

log = logging.getLogger(__name__)
FINAL = (Invalid, Forbidden, NotFound, Conflict)


class Asked:
    """What was received is done even if the client goes away meanwhile: a visitor may close the tab right after sending."""

    def __init__(self, node: Node, line: Line, *, is_agent: bool) -> None:
        self._node = node
        self._line = line
        self._bucket = Bucket(AGENT_OPS if is_agent else VISITOR_OPS, node.clock.monotonic())
        self._ops: deque[Op] = deque()
        self._principal: Principal | None = None
        self._is_working = False

    def put(self, op: Op) -> None:
        """Takes it, or says when to send it again."""
        if not self._bucket.take(self._node.clock.monotonic()):
            self._refuse(op, "too_many", "You are sending too fast.", int(1000 * self._bucket.wait()) + 1)
        elif len(self._ops) >= WAITING_OPS or self._node.is_leaving:
            self._refuse(op, "busy", "The server is busy.", self._node.soon())
        else:
            self._ops.append(op)
            self._go_on()

    def start(self, principal: Principal) -> None:
        """Now it is known who asks."""
        self._principal = principal
        self._go_on()

    def drop(self) -> None:
        """They may not ask any more; what is under way is finished."""
        self._ops.clear()
        self._principal = None

    def _refuse(self, op: Op, code: str, sentence: str, after: int) -> None:
        frame = Nacked(cid=op.cid, code=code, sentence=sentence, retry=True, after=after)
        self._line.send(msgspec.json.encode(frame))

    def _go_on(self) -> None:
        if self._ops and self._principal and not self._is_working:
            self._is_working = True
            self._node.errands.run(self._work())

    async def _work(self) -> None:
        try:
            while self._ops and self._principal:
                await self._perform(self._ops.popleft(), self._principal)
        finally:
            self._is_working = False

    async def _perform(self, op: Op, principal: Principal) -> None:
        try:
            done = await self._node.ops.perform(principal, op)
        except Unauthenticated as error:
            self._line.close(CLOSE_AUTH, error.code)
        except ZurufError as error:
            self._line.send(msgspec.json.encode(_nacked(op, error)))
        except Exception:
            # Nobody knows whether it was done; the same cid again has one effect.
            log.exception("An op of %s failed", principal.kind)
            self._refuse(op, "unknown", "Something went wrong here. It is sent again.", 1_000)
        else:
            answer = Acked(cid=op.cid, id=done.id, seq=done.seq, dup=done.dup, note=done.note)
            self._line.send(msgspec.json.encode(answer))


def _nacked(op: Op, error: ZurufError) -> Nacked:
    is_final = isinstance(error, FINAL)
    after = 1_000
    if isinstance(error, TooMany):
        after = int(1000 * float(error.detail.get("retry_after", "1")))
    return Nacked(
        cid=op.cid,
        code=error.code,
        sentence=error.sentence,
        retry=not is_final,
        after=0 if is_final else after,
        field=error.field,
        detail=error.detail,
    )


def refused_letters(frame: bytes) -> Nacked | None:
    """The refusal of an op that would be one but for half a letter in it; None for everything else that cannot be read."""
    try:
        told: object = json.loads(frame)
    except (ValueError, RecursionError):
        return None
    content = cast("dict[str, object]", told) if isinstance(told, dict) else {}
    cid = content.get("cid")
    if content.get("f") != "op" or not isinstance(cid, str) or not cid.isascii():
        return None
    try:
        check_letters(content.get("op"))
    except Invalid as error:
        return Nacked(cid=cid[:64], code=error.code, sentence=error.sentence, retry=False, field=error.field)
    return None
