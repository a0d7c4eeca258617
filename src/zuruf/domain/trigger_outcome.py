"""What of a judgement is written: whether it touches the visitor, which refusals are kept, who is alerted (A18, A20, T5)."""

from zuruf.domain.actor import Actor
from zuruf.domain.audience import Told, alerted_by_group
from zuruf.domain.conversation import Conversation
from zuruf.domain.outcome import Refused
from zuruf.domain.trigger import SendMessage, SetAttribute
from zuruf.domain.trigger_judgement import Judgement, Occasion
from zuruf.domain.workspace import Roster

NOT_ITS_TURN = frozenset({"conversation_running", "weaker_source"})  # T7, A18: the winner's explanation names it


def touches_visitor(judgement: Judgement, before: Conversation) -> bool:
    """Whether anything of it has to be kept with the visitor; opening or showing the widget has not."""
    if judgement.conversation != before:
        return True
    return any(isinstance(act, SendMessage | SetAttribute) for verdict in judgement.acting for act in verdict.acts)


def is_moved(before: Conversation, after: Conversation) -> bool:
    """Whether the group or its strength became another one."""
    return (before.group.group_id, before.group.strength) != (after.group.group_id, after.group.strength)


def refusals_to_keep(judgement: Judgement, before: Conversation, occasion: Occasion) -> tuple[tuple[str, Refused], ...]:
    """A20: (trigger id, refusal), at the first message and beside an assignment that changed something; not on every page view."""
    changes = is_moved(before, judgement.conversation) or before.participations != judgement.conversation.participations
    if occasion != "first_message" and not changes:
        return ()
    return tuple(
        (verdict.trigger_id, tried.outcome)
        for verdict in judgement.refused
        for tried in verdict.tried
        if isinstance(tried.outcome, Refused) and tried.outcome.code not in NOT_ITS_TURN
    )


def alerted_by_move(
    before: Conversation, after: Conversation, roster: Roster, actor: Actor, watching: frozenset[str]
) -> Told:
    """A11; the same group at another strength alerts nobody (A18)."""
    told = alerted_by_group(after, roster, actor, watching)
    if before.group.group_id != after.group.group_id:
        return told
    return Told(agents=(), called={}, rest="narrowed", roster=roster)
