"""Why an assignment, an alert or a refusal came about (A20); recorded with the event, worded by the client."""

from dataclasses import dataclass

from zuruf.domain.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One tested condition: the fact, the operator, what was expected, the value found, and whether it held."""

    fact: str
    operator: str
    expected: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """Somebody or something looked at: an agent, a group or a trigger, and the code of what came of it.

    Codes for agents: told, is_actor, invisible, offline, no_access, is_looking, not_member, narrowed (somebody nearer is told),
    by_api (X1), not_started (before the first message, A22); of an agent a visitor might return to (A17): assigned, already_assigned,
    online is wanted so offline or invisible, not_member, no_access, switched_off.
    For triggers: won, lost_to_earlier, not_matched, acted (matched, has no assignment), loop_stopped, and what an assignment of theirs
    was refused with: weaker_source, agent_offline, agent_invisible, group_disabled, group_empty, group_gone, agent_gone, no_access,
    conversation_running. For groups: deleted (G7).
    """

    kind: str
    id: str
    outcome: str
    conditions: tuple[Met, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`cause` did it; `rule` is the rule that decided it (a product.md id or an error code); `conditions` those of the trigger that won."""

    cause: Actor
    rule: str
    conditions: tuple[Met, ...] = ()
    considered: tuple[Considered, ...] = ()
