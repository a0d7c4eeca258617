"""Ratings: a visitor says how an episode was (W5)."""

from dataclasses import dataclass, replace

from zuruf.domain.block import refuse_blocked
from zuruf.domain.change import Change
from zuruf.domain.rating import rated
from zuruf.domain.website import refuse_disabled
from zuruf.store import ratings, scenes, websites
from zuruf.store.changes import write_change
from zuruf.store.transaction import Answer, Command, Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRating(Command):
    """`episode` is the one the visitor saw closed."""

    visitor_id: str
    episode: int
    score: int
    comment: str = ""


async def give_rating(tx: Tx, command: GiveRating) -> Answer:
    """Kept once an episode; agents see it in the thread. The same again is no change."""
    at = command.moment.at
    scene = await scenes.of_visitor(tx, tx.workspace_id, command.visitor_id, at)
    refuse_blocked(scene.visitor.block, at)
    refuse_disabled(await websites.get(tx, tx.workspace_id, scene.conversation.website_id))
    conversation = scene.conversation
    rating = rated(conversation, command.episode, score=command.score, comment=command.comment, at=at)
    before = await ratings.load(tx, tx.workspace_id, conversation.id, command.episode)
    if before is not None and replace(before, at=at) == rating:
        return Answer(conversation.id, changed=False)
    await ratings.save(tx, conversation.id, rating)
    change = Change(type="episode.rated", after=conversation, score=rating.score, line=rating.comment)
    await write_change(tx, scene, change, command.actor, at)
    return Answer(conversation.id)
