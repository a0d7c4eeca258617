"""One effect per principal and cid (R2)."""

import asyncio
import os
import subprocess
import sys

import pytest

from tests.store.notebook import BEN, kept, notes, outcome_of, texts, write_notes
from zuruf.errors import Conflict, Invalid
from zuruf.store.database import Database
from zuruf.store.receipts import trim_receipts
from zuruf.store.transaction import Answer, Receipt, Tx


async def test_a_cid_repeated_in_one_group_has_one_effect(database: Database) -> None:
    acts = [database.act(notes("once", cid="cid-1"), write_notes) for _ in range(5)]
    first, *others = await asyncio.gather(*acts)
    assert (first.seq, first.dup) == (2, False)
    assert others == [Receipt(first.answer, 2, dup=True)] * 4
    assert await database.read(texts) == ["founded", "once"]


async def test_a_cid_repeated_later_has_one_effect(database: Database) -> None:
    first = await database.act(notes("once", cid="cid-1", times=2), write_notes)
    before = await database.read(kept)
    again = await database.act(notes("once", cid="cid-1", times=2), write_notes)
    assert again == Receipt(first.answer, 3, dup=True)
    assert await database.read(kept) == before


async def test_many_cids_are_looked_up_in_one_group(database: Database) -> None:
    for _ in range(2):
        receipts = await asyncio.gather(*[database.act(notes("x", cid=f"{n}"), write_notes) for n in range(130)])
        assert [receipt.seq for receipt in receipts] == list(range(2, 132))
    assert all(receipt.dup for receipt in receipts)


async def test_a_cid_of_another_request_is_refused(database: Database) -> None:
    async def write_otherwise(tx: Tx, command: object) -> Answer:
        raise AssertionError(tx, command)

    await database.act(notes("once", cid="cid-1"), write_notes)
    for act in (
        database.act(notes("other", cid="cid-1"), write_notes),
        database.act(notes("once", cid="cid-1"), write_otherwise),
    ):
        with pytest.raises(Conflict, match="idempotency_mismatch") as refusal:
            await act
        assert refusal.value.field == "cid"


async def test_a_cid_belongs_to_its_principal(database: Database) -> None:
    await database.act(notes("annas", cid="cid-1"), write_notes)
    receipt = await database.act(notes("bens", cid="cid-1", actor=BEN), write_notes)
    assert (receipt.dup, receipt.seq) == (False, 3)


async def test_a_request_that_failed_may_be_sent_again(database: Database) -> None:
    refusals = 1

    async def refuse_once(tx: Tx, command: object) -> Answer:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise Invalid("refused", "once")
        return Answer(id="made")

    acts = [database.act(notes("x", cid="cid-1"), refuse_once) for _ in range(2)]
    first, second = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert isinstance(first, Invalid)
    assert second == Receipt(Answer(id="made"), 0, dup=False)


async def test_old_receipts_are_trimmed_a_few_at_a_time(database: Database) -> None:
    for n in range(3):
        await database.act(notes("x", cid=f"{n}"), write_notes)
    moment = notes("x").moment.at
    await database.write(trim_receipts, moment, 2)
    assert len((await database.read(kept))["receipts"]) == 3
    await database.write(trim_receipts, moment + 1, 2)
    assert len((await database.read(kept))["receipts"]) == 1


def test_the_hash_of_a_request_is_the_same_in_every_process() -> None:
    program = (
        "from tests.store.notebook import notes\nfrom zuruf.store.encode import request_hash\n"
        "print(request_hash('a', notes('x', cid='1', readers=frozenset('abcdefgh'))))"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1
