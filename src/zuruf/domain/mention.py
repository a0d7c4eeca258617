"""Whom a comment names with @ (I5): colleagues by id in its text, so that a new name of theirs is shown in old comments too."""

import re

from zuruf.domain.access import sees
from zuruf.domain.actor import Actor
from zuruf.domain.conversation import Conversation
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid

MAX_MENTIONS = 20  # agents one comment names; whoever wants more wants the group
_NAMED = re.compile(r"(?<!\w)@(agt_\w+)", re.ASCII)
_BEGUN = re.compile(r"@\w*\Z", re.ASCII)


def mentioned(text: str, roster: Roster) -> tuple[str, ...]:
    """The agents it names, each once, in order. What only looks like an id is text."""
    found = (match[1] for match in _NAMED.finditer(text))
    return tuple(dict.fromkeys(agent_id for agent_id in found if agent_id in roster.agents))


def newly_mentioned(text: str, before: str, conversation: Conversation, roster: Roster) -> frozenset[str]:
    """Whom a comment names that its text `before` (changed, or "" of a new one) did not; Invalid at `text` where one of them cannot read it."""
    named = mentioned(text, roster)
    if len(named) > MAX_MENTIONS:
        raise Invalid("too_many_mentions", f"A comment names at most {MAX_MENTIONS} colleagues.", "text")
    new = frozenset(named) - frozenset(mentioned(before, roster))
    for agent_id in named:
        agent = roster.agents[agent_id]
        if agent_id in new and not sees(agent, conversation, roster):
            sentence = f"{agent.name} may not see this conversation and could not read the comment. Take the name out."
            raise Invalid("mention_unseen", sentence, "text")
    return new


def alerted_by_mention(named: frozenset[str], roster: Roster, actor: Actor) -> frozenset[str]:
    """Whose alert it is: all but the actor and those no person looks in for (X1). It waits for who is offline: nobody else was asked."""
    return frozenset(id_ for id_ in named if id_ != actor.id and not roster.agents[id_].is_by_api)


def cut(text: str, length: int) -> str:
    """Its beginning, without half of a name."""
    begun = text[:length]
    return begun if len(text) <= length or text[length].isspace() else _BEGUN.sub("", begun)
