"""Receipts: what was answered to a `cid`, so that a request sent again has one effect (R2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from zuruf.errors import Conflict
from zuruf.store.encode import answer_from_text, answer_to_text
from zuruf.store.transaction import Answer, Reader, Receipt, Value, Writer

Key = tuple[str, str]  # principal, cid


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """`request_hash` tells a repetition from another request of the same cid; `created_at` is the command's moment."""

    request_hash: str
    answer: Answer
    seq: int
    created_at: int

    def repeated_for(self, request_hash: str) -> Receipt:
        """The stored answer once more; Conflict `idempotency_mismatch` if the request is another one."""
        if request_hash != self.request_hash:
            raise Conflict(
                "idempotency_mismatch",
                "This cid was used before for another request: expected the same action and content. Use a new cid.",
                "cid",
            )
        return Receipt(self.answer, self.seq, dup=True)


async def receipts_of(reader: Reader, workspace_id: str, keys: Sequence[Key]) -> dict[Key, StoredReceipt]:
    """The receipts there are under these keys, found in one query."""
    if not keys:
        return {}
    size = 1 << (len(keys) - 1).bit_length()  # few sizes: few statements to prepare
    padded = [*keys, *[keys[-1]] * (size - len(keys))]
    wanted = ",".join(f"(${n},${n + 1})" for n in range(2, 2 * size + 2, 2))
    rows = await reader.all(
        "select principal, cid, request_hash, answer, seq, created_at from receipts "
        f"where workspace_id = $1 and (principal, cid) in (values {wanted})",
        workspace_id,
        *[part for key in padded for part in key],
    )
    return {
        (str(principal), str(cid)): StoredReceipt(
            str(hash_), answer_from_text(str(answer)), int(seq or 0), int(at or 0)
        )
        for principal, cid, hash_, answer, seq, at in rows
    }


async def keep_receipts(writer: Writer, workspace_id: str, receipts: Sequence[tuple[Key, StoredReceipt]]) -> None:
    """Writes the receipts of a group."""
    rows: list[tuple[Value, ...]] = [
        (workspace_id, *key, kept.request_hash, answer_to_text(kept.answer), kept.seq, kept.created_at)
        for key, kept in receipts
    ]
    await writer.many(
        "insert into receipts (workspace_id, principal, cid, request_hash, answer, seq, created_at) "
        "values ($1,$2,$3,$4,$5,$6,$7)",
        rows,
    )


async def trim_receipts(writer: Writer, before: int, limit: int) -> None:
    """Deletes at most `limit` receipts older than `before` (ms); they are promised for 7 days (R2)."""
    await writer.run(
        "delete from receipts where (workspace_id, principal, cid) in "
        "(select workspace_id, principal, cid from receipts where created_at < $1 order by created_at limit $2)",
        before,
        limit,
    )
