"""Alerts: one per cause and agent, raised, shown, seen or withdrawn (A22); and how far agents have read."""

from collections.abc import Iterable

from zuruf.store.dialect import places
from zuruf.store.transaction import Reader, Row, Tx


async def raise_for(tx: Tx, agent_ids: Iterable[str], seq: int, conversation_id: str, kind: str, at: int) -> None:
    """One alert for each agent, caused by event `seq`."""
    await tx.many(
        "insert into alerts (workspace_id, agent_id, seq, conversation_id, kind, raised_at, shown_at, shown_on, seen_at, withdrawn_at)"
        " values ($1, $2, $3, $4, $5, $6, null, '', null, null)",
        [(tx.workspace_id, agent_id, seq, conversation_id, kind, at) for agent_id in agent_ids],
    )


async def pending_of(reader: Reader, workspace_id: str, conversation_id: str) -> list[str]:
    """The agents with an unseen alert of this conversation that ends when they are no longer called; that somebody named them does not."""
    rows = await reader.all(
        "select distinct agent_id from alerts where workspace_id = $1 and conversation_id = $2 and seen_at is null"
        " and withdrawn_at is null and kind <> 'mentioned' order by agent_id limit 1000",
        workspace_id,
        conversation_id,
    )
    return [str(row[0]) for row in rows]


async def withdraw(tx: Tx, agent_ids: Iterable[str], conversation_id: str, at: int) -> None:
    """Takes back the unseen alerts of these agents, who are no longer called (G3); a comment that names them stays theirs to read (I5)."""
    await tx.many(
        "update alerts set withdrawn_at = $1 where workspace_id = $2 and agent_id = $3 and conversation_id = $4 and kind <> 'mentioned'"
        " and seen_at is null and withdrawn_at is null",
        [(at, tx.workspace_id, agent_id, conversation_id) for agent_id in agent_ids],
    )


async def withdraw_all(tx: Tx, agent_ids: Iterable[str], conversation_id: str, at: int) -> None:
    """Takes back every unseen alert of these agents, who have lost sight of the conversation (X6)."""
    await tx.many(
        "update alerts set withdrawn_at = $1 where workspace_id = $2 and agent_id = $3 and conversation_id = $4"
        " and seen_at is null and withdrawn_at is null",
        [(at, tx.workspace_id, agent_id, conversation_id) for agent_id in agent_ids],
    )


async def withdraw_askings(tx: Tx, agent_ids: Iterable[str], conversation_id: str, at: int) -> None:
    """Of these agents' unseen alerts takes back those that somebody asks them to join (A14)."""
    await tx.many(
        "update alerts set withdrawn_at = $1 where workspace_id = $2 and agent_id = $3 and conversation_id = $4 and kind = 'asked'"
        " and seen_at is null and withdrawn_at is null",
        [(at, tx.workspace_id, agent_id, conversation_id) for agent_id in agent_ids],
    )


async def mark_seen(tx: Tx, agent_id: str, conversation_id: str, up_to: int, at: int) -> None:
    """Seen means the conversation opened or the alert clicked (A22)."""
    await tx.run(
        "update alerts set seen_at = $1 where workspace_id = $2 and agent_id = $3 and conversation_id = $4 and seq <= $5"
        " and seen_at is null and withdrawn_at is null",
        at,
        tx.workspace_id,
        agent_id,
        conversation_id,
        up_to,
    )


async def mark_shown(tx: Tx, agent_id: str, seqs: Iterable[int], device: str, at: int) -> None:
    """The first device that showed it is kept."""
    await tx.many(
        "update alerts set shown_at = $1, shown_on = $2 where workspace_id = $3 and agent_id = $4 and seq = $5 and shown_at is null",
        [(at, device, tx.workspace_id, agent_id, seq) for seq in seqs],
    )


async def unseen_of_agent(reader: Reader, workspace_id: str, agent_id: str) -> list[Row]:
    """(seq, conversation_id, kind, raised_at) of the newest 200 unseen alerts, oldest first."""
    rows = await reader.all(
        "select seq, conversation_id, kind, raised_at from alerts where workspace_id = $1 and agent_id = $2 and seen_at is null"
        " and withdrawn_at is null order by seq desc limit 200",
        workspace_id,
        agent_id,
    )
    return list(reversed(rows))


async def of_conversation(reader: Reader, workspace_id: str, conversation_id: str) -> list[Row]:
    """(seq, agent_id, kind, raised_at, shown_at, shown_on, seen_at, withdrawn_at) of the newest 500 (A20)."""
    return await reader.all(
        "select seq, agent_id, kind, raised_at, shown_at, shown_on, seen_at, withdrawn_at from alerts"
        " where workspace_id = $1 and conversation_id = $2 order by seq desc, agent_id limit 500",
        workspace_id,
        conversation_id,
    )


async def of_conversation_from(reader: Reader, workspace_id: str, conversation_id: str, start: int) -> list[Row]:
    """The same of the oldest 500 from `start` on."""
    return await reader.all(
        "select seq, agent_id, kind, raised_at, shown_at, shown_on, seen_at, withdrawn_at from alerts"
        " where workspace_id = $1 and conversation_id = $2 and seq >= $3 order by seq, agent_id limit 500",
        workspace_id,
        conversation_id,
        start,
    )


async def since(reader: Reader, workspace_id: str, conversation_id: str, start: int) -> list[Row]:
    """(agent_id, raised_at, shown_at, seen_at) of those raised at or after `start` (ms) and not withdrawn; the newest 500, oldest first."""
    rows = await reader.all(
        "select agent_id, raised_at, shown_at, seen_at from alerts where workspace_id = $1 and conversation_id = $2"
        " and raised_at >= $3 and withdrawn_at is null order by seq desc limit 500",
        workspace_id,
        conversation_id,
        start,
    )
    return list(reversed(rows))


async def save_read(tx: Tx, agent_id: str, conversation_id: str, seq: int) -> None:
    """How far the agent has read; never goes back."""
    await tx.run(
        "insert into reads (workspace_id, agent_id, conversation_id, read_seq) values ($1, $2, $3, $4)"
        " on conflict (workspace_id, agent_id, conversation_id) do update set read_seq ="
        " case when excluded.read_seq > reads.read_seq then excluded.read_seq else reads.read_seq end",
        tx.workspace_id,
        agent_id,
        conversation_id,
        seq,
    )


async def reads_of(reader: Reader, workspace_id: str, agent_id: str) -> dict[str, int]:
    """How far this agent has read each open conversation."""
    rows = await reader.all(
        "select r.conversation_id, r.read_seq from reads r"
        " join conversations c on c.workspace_id = r.workspace_id and c.id = r.conversation_id"
        " where r.workspace_id = $1 and r.agent_id = $2 and c.is_open = 1 limit 20000",
        workspace_id,
        agent_id,
    )
    return {str(conversation): int(seq or 0) for conversation, seq in rows}


async def read_of(reader: Reader, workspace_id: str, agent_id: str, conversation_id: str) -> int:
    """How far this agent has read this conversation, in event numbers."""
    row = await reader.one(
        "select read_seq from reads where workspace_id = $1 and agent_id = $2 and conversation_id = $3",
        workspace_id,
        agent_id,
        conversation_id,
    )
    return int(row[0] or 0) if row else 0


async def read_by(reader: Reader, workspace_id: str, agent_ids: list[str], conversation_id: str) -> dict[str, int]:
    """How far those of the agents who have read it have read this conversation."""
    if not agent_ids:
        return {}
    rows = await reader.all(
        "select agent_id, read_seq from reads where workspace_id = $1 and conversation_id = $2"
        f" and agent_id in ({places(3, len(agent_ids))}) limit 10000",
        workspace_id,
        conversation_id,
        *agent_ids,
    )
    return {str(agent): int(seq or 0) for agent, seq in rows}


async def is_new_to(
    reader: Reader, workspace_id: str, agent_id: str, conversation_id: str, visitor_message_seq: int
) -> bool:
    """Whether the agent has not read the visitor's newest message or has an unseen alert of this conversation."""
    row = await reader.one(
        "select exists (select 1 from alerts where workspace_id = $1 and agent_id = $2 and conversation_id = $3"
        " and seen_at is null and withdrawn_at is null),"
        " coalesce((select read_seq from reads where workspace_id = $1 and agent_id = $2 and conversation_id = $3), 0)",
        workspace_id,
        agent_id,
        conversation_id,
    )
    return row is not None and (bool(row[0]) or int(row[1] or 0) < visitor_message_seq)


async def visitor_seq_at(reader: Reader, workspace_id: str, conversation_id: str, seq: int) -> int:
    """The visitor's number of the newest of the visitor's own messages up to event `seq`: how far "seen" reaches."""
    row = await reader.one(
        "select visitor_seq from messages where workspace_id = $1 and conversation_id = $2 and first_seq <= $3 and kind = 'visitor'"
        " order by first_seq desc limit 1",
        workspace_id,
        conversation_id,
        seq,
    )
    return int(row[0] or 0) if row else 0


async def seq_at_visitor_seq(reader: Reader, workspace_id: str, conversation_id: str, visitor_seq: int) -> int:
    """The event number of the newest message the visitor has read, given how far they have read in their own numbers."""
    row = await reader.one(
        "select first_seq from messages where workspace_id = $1 and conversation_id = $2 and visitor_seq > 0 and visitor_seq <= $3"
        " order by first_seq desc limit 1",
        workspace_id,
        conversation_id,
        visitor_seq,
    )
    return int(row[0] or 0) if row else 0
