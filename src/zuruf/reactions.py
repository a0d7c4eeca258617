"""What follows from what happened: one table from a job's kind to what is done; everything here may be done twice."""

import json
from collections.abc import Awaitable, Callable

from zuruf.actions.askings import AskingCommand, lapse_askings
from zuruf.actions.conversations import ReleaseAgent, release_agent
from zuruf.domain.actor import SYSTEM, actor_of
from zuruf.domain.moment import Moment
from zuruf.store import conversations
from zuruf.store.database import Database
from zuruf.store.outbox import DueJob

React = Callable[[Database, DueJob, Moment], Awaitable[None]]


async def agent_deactivated(database: Database, job: DueJob, moment: Moment) -> None:
    """Their rows end, the conversations fall to the group or to Unassigned, the others are told (product.md, Decided at the edges)."""
    payload = json.loads(job.payload)
    agent_id, by = str(payload["agent_id"]), actor_of(str(payload.get("by", SYSTEM)))  # jobs of before this was kept
    for conversation_id in await database.read(conversations.running_of_agent, job.workspace_id, agent_id):
        command = ReleaseAgent(
            workspace_id=job.workspace_id,
            actor=by,
            moment=moment,
            conversation_id=conversation_id,
            agent_id=agent_id,
        )
        await database.act(command, release_agent)


async def asking_lapses(database: Database, job: DueJob, moment: Moment) -> None:
    """Ten minutes are over (A14)."""
    conversation_id = str(json.loads(job.payload)["conversation_id"])
    command = AskingCommand(workspace_id=job.workspace_id, actor=SYSTEM, moment=moment, conversation_id=conversation_id)
    await database.act(command, lapse_askings)


REACTIONS: dict[str, React] = {"agent_deactivated": agent_deactivated, "asking_lapses": asking_lapses}
