"""Ratings of episodes (W5)."""

from zuruf.domain.rating import Rating
from zuruf.store.transaction import Reader, Tx


async def load(reader: Reader, workspace_id: str, conversation_id: str, episode: int) -> Rating | None:
    """What the visitor said of this episode."""
    row = await reader.one(
        "select score, comment, at from ratings where workspace_id = $1 and conversation_id = $2 and episode = $3",
        workspace_id,
        conversation_id,
        episode,
    )
    if row is None:
        return None
    return Rating(episode=episode, score=int(row[0] or 0), comment=str(row[1]), at=int(row[2] or 0))


async def save(tx: Tx, conversation_id: str, rating: Rating) -> None:
    """The one rating of the episode, whatever it was before."""
    await tx.run(
        "insert into ratings (workspace_id, conversation_id, episode, score, comment, at) values ($1, $2, $3, $4, $5, $6)"
        " on conflict (workspace_id, conversation_id, episode) do update"
        " set score = excluded.score, comment = excluded.comment, at = excluded.at",
        tx.workspace_id,
        conversation_id,
        rating.episode,
        rating.score,
        rating.comment,
        rating.at,
    )


async def of_conversation(reader: Reader, workspace_id: str, conversation_id: str) -> list[Rating]:
    """The newest 50, newest first."""
    rows = await reader.all(
        "select episode, score, comment, at from ratings where workspace_id = $1 and conversation_id = $2"
        " order by episode desc limit 50",
        workspace_id,
        conversation_id,
    )
    return [
        Rating(episode=int(episode or 0), score=int(score or 0), comment=str(comment), at=int(at or 0))
        for episode, score, comment, at in rows
    ]
