"""Who may make whom what (B42–B44): nobody above themselves, and never a workspace without an owner."""

from collections.abc import Iterable
from dataclasses import replace

from zuruf.domain.access import require
from zuruf.domain.agent import ALL_RIGHTS, Agent, Right, Role
from zuruf.errors import Conflict, Forbidden

_RANK: dict[Role, int] = {"agent": 1, "admin": 2, "owner": 3}


def rights_of(agent: Agent) -> frozenset[Right]:
    """The rights an active agent holds, by role or one by one."""
    return frozenset(right for right in ALL_RIGHTS if agent.may(right))


def check_invitation(actor: Agent, role: Role, rights: frozenset[Right]) -> None:
    """Raises Forbidden unless the actor configures and holds what they give."""
    require(actor, "configure")
    _check_role(actor, role)
    _check_rights(actor, rights)


def check_change(actor: Agent, before: Agent, after: Agent, owners: Iterable[str]) -> None:
    """Raises Forbidden or Conflict unless the actor may make `after` of `before`; `owners` are the active ones before the change."""
    _check_is_below(actor, before)
    _check_role(actor, after.role)
    _check_rights(actor, (after.rights - before.rights) | (rights_of(after) - rights_of(before)))
    stays_owner = after.role == "owner" and after.is_active
    if not stays_owner and set(owners) == {before.id}:
        raise Conflict(
            "last_owner", f"{before.name} is the last owner of the workspace: make somebody else an owner first."
        )


def check_way_in(actor: Agent, agent: Agent) -> None:
    """Raises Forbidden unless the actor may hold a link for the agent's password: whoever holds one can act as the agent (B43)."""
    _check_is_below(actor, agent)
    missing = sorted(rights_of(agent) - rights_of(actor))
    if missing:
        sentence = f"{agent.name} holds rights you do not hold yourself ({', '.join(missing)}): ask somebody who does."
        raise Forbidden("above_own_rights", sentence)


def may_more(after: Agent, before: Agent) -> bool:
    """Whether the account, once it is active, may do something it could not before."""
    return bool(rights_of(replace(after, is_active=True)) - rights_of(replace(before, is_active=True))) or (
        _RANK[after.role] > _RANK[before.role]
    )


def check_key_making(actor: Agent) -> None:
    """An API key may do everything its scopes name, so its maker holds every right (B43)."""
    for right in ("configure", "access", "assign"):
        require(actor, right)


def _check_is_below(actor: Agent, agent: Agent) -> None:
    require(actor, "configure")
    if _RANK[agent.role] > _RANK[actor.role]:
        raise Forbidden("above_you", f"{agent.name} is {agent.role}, you are {actor.role}: ask somebody of that role.")


def _check_role(actor: Agent, role: Role) -> None:
    if _RANK[role] > _RANK[actor.role]:
        raise Forbidden(
            "above_own_role", f"You are {actor.role} and cannot make anybody {role}: ask somebody of that role.", "role"
        )


def _check_rights(actor: Agent, given: frozenset[Right]) -> None:
    missing = sorted(given - rights_of(actor))
    if missing:
        raise Forbidden(
            "above_own_rights", f"You cannot give a right you do not hold yourself: {', '.join(missing)}.", "rights"
        )
