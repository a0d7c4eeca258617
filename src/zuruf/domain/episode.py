"""One stretch of a conversation, from its first message to its closing: opening, answering, missing, closing, reopening."""

from dataclasses import dataclass, replace

from zuruf.domain.actor import SYSTEM, Actor, actor_of
from zuruf.domain.asking import lapse_askings
from zuruf.domain.assignment import joined, refusal
from zuruf.domain.conversation import STRENGTH, Asking, Conversation, GroupSetting, Participation, source_of
from zuruf.domain.explanation import Considered, Explanation
from zuruf.domain.outcome import Accepted, AlreadySo, Refused
from zuruf.domain.routing import able, effective_group, owners
from zuruf.domain.workspace import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A person wrote. `is_opening` when it opened an episode; `returned_to` is who was assigned by it (A17, or the named agent)."""

    conversation: Conversation
    is_opening: bool
    returned_to: str | None = None
    why: Explanation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An agent wrote to the visitor. `has_joined` when they joined by it; the visitor is told of that. `asked_at` is since when the visitor
    waited for this first answer of the episode; None where it is not one (W5)."""

    conversation: Conversation
    is_opening: bool
    has_joined: bool
    asked_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """`ended` are the rows to keep for a reopening, `lapsed` the askings whose askers are told (A14)."""

    conversation: Conversation
    ended: tuple[Participation, ...]
    lapsed: tuple[Asking, ...]


def visitor_wrote(conversation: Conversation, roster: Roster, at: int, *, named_agent: str | None = None) -> Wrote:
    """The visitor's message begins or goes on waiting for an answer (O1), and opens an episode if none is open.

    Triggers are judged before this, on the conversation still closed (T6). `named_agent` signed the pushed or automatic message it replies to.
    """
    if not conversation.is_open:
        return open_by_message(conversation, roster, at, named_agent=named_agent)
    since = conversation.waiting_since if conversation.waiting_since is not None else at
    heard = replace(conversation.awake(), has_visitor_message=True, waiting_since=since)
    return Wrote(conversation=heard, is_opening=False)


def open_by_message(conversation: Conversation, roster: Roster, at: int, *, named_agent: str | None = None) -> Wrote:
    """A new episode by the visitor. Agents assigned while none was open are kept; the named or the last agent is added (A17)."""
    opened = replace(_opened(conversation, at), has_visitor_message=True, waiting_since=at)
    returned_to, why = _returned_to(opened, roster, named_agent)
    if returned_to is None:
        return Wrote(conversation=opened, is_opening=True, why=why)
    row = Participation(agent_id=returned_to, assigned_at=at, assigned_by=str(SYSTEM))
    return Wrote(conversation=opened.with_participation(row), is_opening=True, returned_to=returned_to, why=why)


def answered(conversation: Conversation, agent_id: str, at: int) -> Answered:
    """An agent's message to the visitor: joins them, owns the episode if nobody does (G4), ends the waiting (O1).

    Into a closed conversation it opens a new episode, theirs.
    """
    is_opening = not conversation.is_open
    before = _opened(conversation, at) if is_opening else conversation
    row = before.participation_of(agent_id)
    after = replace(
        joined(before, agent_id, at), owner=before.owner or agent_id, waiting_since=None, last_agent_id=agent_id
    )
    after = replace(after, woken_seq=0)
    has_joined = row is None or row.joined_at is None
    asked_at = before.waiting_since if before.owner is None else None
    return Answered(conversation=after, is_opening=is_opening, has_joined=has_joined, asked_at=asked_at)


def close(conversation: Conversation, at: int) -> Closed | AlreadySo:
    """Ends the episode: all rows end, askings lapse, snoozing ends, the group stays at a trigger's strength (A17, A18, I6)."""
    if not conversation.is_open:
        return AlreadySo(conversation=conversation)
    ended = conversation.participations
    group = replace(conversation.group, source="trigger")
    changed = replace(conversation, is_open=False, closed_at=at, group=group, participations=(), waiting_since=None)
    lapsed = lapse_askings(replace(changed.awake(), woken_seq=0), at)
    return Closed(conversation=lapsed.conversation, ended=ended, lapsed=lapsed.askings)


def reopen(
    conversation: Conversation,
    ended: tuple[Participation, ...],
    actor: Actor,
    roster: Roster,
    *,
    waiting_since: int | None = None,
) -> Accepted | AlreadySo | Refused:
    """The same episode again. `ended` are the rows its closing ended; those of agents able to answer come back, also offline ones (A19).

    Who was assigned meanwhile is there too; who was there before as well stays as they came (A8). A visitor nobody has answered waits
    as before, since `waiting_since` (O1).
    """
    if conversation.is_open:
        return AlreadySo(conversation=conversation)
    if conversation.episode == 0:
        return refusal(
            actor, ("never_opened", "There is nothing to reopen: nobody has written yet. Write a message instead.")
        )
    group = _as_before_closing(conversation)
    changed = replace(conversation, is_open=True, closed_at=None, group=group, waiting_since=waiting_since)
    for row in (row for row in ended if able(row.agent_id, roster)):
        changed = changed.with_participation(_both(row, changed.participation_of(row.agent_id)))
    if changed.owner is not None and changed.participation_of(changed.owner) is None:
        changed = replace(changed, owner=None)
    return Accepted(conversation=changed, why=Explanation(cause=actor, rule="reopen"))


def _both(row: Participation, meanwhile: Participation | None) -> Participation:
    if meanwhile is None or row.assigned_at is not None:
        return row
    return replace(row, assigned_at=meanwhile.assigned_at, assigned_by=meanwhile.assigned_by)


def _as_before_closing(conversation: Conversation) -> GroupSetting:
    """A18: strength lasts one episode, and this is the same one: who set the group in it weighs as much as before the closing."""
    group = conversation.group
    if not group.by or group.at < (conversation.opened_at or 0):
        return group
    return replace(group, source=source_of(actor_of(group.by)))


def is_missed(conversation: Conversation, roster: Roster, now: int) -> bool:
    """O1, the red dot: no answer within the set time, or all owners offline. `now` in ms."""
    since = conversation.waiting_since
    if not conversation.is_open or since is None:
        return False
    if now - since >= roster.workspace.missed_after_ms:
        return True
    return all(roster.presence_of(agent_id) == "offline" for agent_id in owners(conversation, roster))


def _opened(conversation: Conversation, at: int) -> Conversation:
    return replace(
        conversation,
        is_open=True,
        episode=conversation.episode + 1,
        opened_at=at,
        closed_at=None,
        group=_counting_from(conversation.group, at),
        askings=(),
        waiting_since=None,
        owner=None,
        has_visitor_message=False,
    )


def _counting_from(group: GroupSetting, at: int) -> GroupSetting:
    """A18: what was said since the last closing, before anybody wrote, weighs in this episode: a reopening knows it by the time."""
    return replace(group, at=at) if group.strength > STRENGTH["trigger"] else group


def _returned_to(
    conversation: Conversation, roster: Roster, named_agent: str | None
) -> tuple[str | None, Explanation | None]:
    """The agent assigned by the first message: who signed the message replied to, else the last one who wrote (A17)."""
    candidates = [(named_agent, "named"), (conversation.last_agent_id, "A17")]
    considered: list[Considered] = []
    for agent_id, rule in candidates:
        if agent_id is None:
            continue
        outcome = _why_not_returned(conversation, agent_id, rule, roster)
        considered.append(Considered(kind="agent", id=agent_id, outcome=outcome or "assigned"))
        if outcome is None:
            return agent_id, Explanation(cause=SYSTEM, rule=rule, considered=tuple(considered))
    return None, Explanation(cause=SYSTEM, rule="A17", considered=tuple(considered)) if considered else None


def _why_not_returned(conversation: Conversation, agent_id: str, rule: str, roster: Roster) -> str | None:
    row = conversation.participation_of(agent_id)
    if row is not None and row.assigned_at is not None:
        return "already_assigned"
    if able(agent_id, roster) is None:
        return "no_access"
    if roster.presence_of(agent_id) != "online":
        return roster.presence_of(agent_id)
    if rule == "named":
        return None
    if not roster.workspace.returns_to_last_agent:
        return "switched_off"
    group = effective_group(conversation, roster)
    return "not_member" if group is not None and agent_id not in group.members else None
