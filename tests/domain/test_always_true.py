"""What is true of every workspace and every conversation, tried on thousands of them."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import (
    AGENTS,
    EN,
    EVERYBODY,
    FR,
    GROUPS,
    NOW,
    QUIET,
    SECRET,
    VISITOR,
    WORKSPACE,
    agent,
    line,
    trigger,
)
from zuruf.domain.access import ALL_TOPIC, WORKSPACE_TOPIC, seers, sees, sight_change, topics, topics_of_agent
from zuruf.domain.actor import Actor
from zuruf.domain.assignment import Seen, assign_agent, assign_group, join, leave, take_off
from zuruf.domain.audience import Told, alerted_by_agent, alerted_by_group, alerted_by_message, withdrawn
from zuruf.domain.conversation import (
    STRENGTH,
    Asking,
    Conversation,
    GroupSetting,
    Participation,
    Source,
    in_order_of_coming,
    source_of,
)
from zuruf.domain.episode import Closed, answered, close, reopen, visitor_wrote
from zuruf.domain.outcome import Accepted, AlreadySo, Outcome, Raised, Refused
from zuruf.domain.routing import able, effective_group, is_unassigned, owners, taking_part, why_mine
from zuruf.domain.workspace import Roster

IDS = st.sampled_from(EVERYBODY)
GROUP_IDS = st.sampled_from([None, FR, EN, SECRET, "grp_gone"])
PRESENCES = st.sampled_from(["online", "invisible", "offline"])
RIGHTS = st.sampled_from(
    [frozenset({"access", "assign"}), frozenset({"access", "assign"}), frozenset({"access"}), frozenset()]
)
ROLES = st.sampled_from(["agent", "admin"])
SOURCES: st.SearchStrategy[Source] = st.sampled_from(list(STRENGTH))
ACTORS = st.sampled_from(
    [*map(agent, EVERYBODY), VISITOR, Actor("page", "web_1"), Actor("api", "key_1"), trigger(), trigger("b")]
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    people = {
        id_: replace(
            person,
            rights=draw(RIGHTS),
            role=draw(ROLES),
            is_active=draw(st.booleans()),
            is_by_api=draw(st.booleans()),
        )
        for id_, person in AGENTS.items()
    }
    groups = {
        id_: replace(group, members=frozenset(draw(st.sets(IDS))), is_enabled=draw(st.booleans()))
        for id_, group in GROUPS.items()
    }
    presence = {id_: draw(PRESENCES) for id_, person in people.items() if person.is_active}
    switches = replace(WORKSPACE, uses_groups=draw(st.booleans()), agents_see_only_their_groups=draw(st.booleans()))
    return Roster(workspace=switches, agents=people, groups=groups, presence=presence)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    times = st.none() | st.integers(NOW, NOW + 9)
    rows: list[Participation] = []
    for agent_id in draw(st.lists(IDS, unique=True, max_size=3)):
        assigned_at, joined_at = draw(times), draw(times)
        by = draw(st.sampled_from(["agent:agt_frieda", "trigger:trg_french"])) if assigned_at else ""
        if assigned_at or joined_at:
            rows.append(Participation(agent_id=agent_id, assigned_at=assigned_at, assigned_by=by, joined_at=joined_at))
    source = draw(SOURCES)
    is_open = draw(st.booleans())
    return replace(
        QUIET,
        is_open=is_open,
        episode=draw(st.integers(1 if is_open else 0, 3)),
        group=GroupSetting(
            group_id=draw(GROUP_IDS), source=source, by=draw(st.sampled_from(["", f"{source}:x"])), at=NOW
        ),
        participations=tuple(rows),
        askings=tuple(
            Asking(agent_id=agent_id, by="agent:agt_marie", why="", at=NOW, until=NOW + 600_000)
            for agent_id in draw(st.lists(IDS, unique=True, max_size=2))
        ),
        has_visitor_message=is_open and draw(st.booleans()),
        waiting_since=NOW if is_open and draw(st.booleans()) else None,
        owner=draw(st.none() | st.sampled_from([row.agent_id for row in rows])) if rows else None,
        last_agent_id=draw(st.none() | IDS),
    )


def saved(outcome: Outcome, otherwise: Conversation) -> Conversation:
    return otherwise if isinstance(outcome, Refused) else outcome.conversation


def groups_of(roster: Roster, conversation: Conversation, group_id: str | None, actor: Actor) -> Outcome:
    return assign_group(conversation, group_id, actor, seen_group=Seen.NOTHING, roster=roster, at=NOW + 20)


def stands(conversation: Conversation, roster: Roster) -> bool:
    """A16's sentence, for one conversation."""
    if not conversation.is_open or not conversation.has_visitor_message:
        return is_unassigned(conversation, roster) is None
    mine = [id_ for id_ in EVERYBODY if why_mine(conversation, id_, roster)]
    owned = [id_ for id_ in mine if {reason.kind for reason in why_mine(conversation, id_, roster)} != {"asked"}]
    return (is_unassigned(conversation, roster) is None) is bool(owned)


@line("A16")
@given(conversations(), rosters())
def test_every_open_conversation_with_a_visitor_message_is_unassigned_or_in_somebodys_mine(
    conversation: Conversation, roster: Roster
) -> None:
    assert stands(conversation, roster)


STEPS: st.SearchStrategy[Callable[[Conversation, Roster], Conversation]] = st.one_of(
    st.builds(lambda g, a: lambda c, r: saved(groups_of(r, c, g, a), c), GROUP_IDS, ACTORS),
    st.builds(lambda i, a: lambda c, r: saved(assign_agent(c, i, a, r, NOW), c), IDS, ACTORS),
    st.builds(lambda i, a: lambda c, r: saved(take_off(c, i, a, r), c), IDS, ACTORS),
    st.builds(lambda i: lambda c, r: saved(join(c, i, r, NOW), c), IDS),
    st.builds(lambda i: lambda c, _: saved(leave(c, i), c), IDS),
    st.builds(lambda i: lambda c, _: answered(c, i, NOW).conversation, IDS),
    st.just(lambda c, r: visitor_wrote(c, r, NOW).conversation),
    st.just(lambda c, _: close(c, NOW).conversation),
    st.just(lambda c, r: saved(reopen(c, (), agent("agt_frieda"), r), c)),
)


@line("A16")
@given(st.lists(STEPS, max_size=8), rosters())
def test_it_stays_true_through_everything_that_is_done(
    steps: list[Callable[[Conversation, Roster], Conversation]], roster: Roster
) -> None:
    conversation = QUIET
    for step in steps:
        conversation = step(conversation, roster)
        assert stands(conversation, roster)
        rows = [row.agent_id for row in conversation.participations]
        assert len(rows) == len(set(rows))
        assert conversation.owner is None or not conversation.is_open or conversation.owner in rows


@line("A18")
@given(conversations(), rosters(), GROUP_IDS, ACTORS)
def test_a_weaker_source_never_overrides_a_stronger(
    conversation: Conversation, roster: Roster, group_id: str | None, actor: Actor
) -> None:
    outcome = groups_of(roster, conversation, group_id, actor)
    after = saved(outcome, conversation).group
    if STRENGTH[source_of(actor)] < conversation.group.strength:
        assert isinstance(outcome, Refused)
    match outcome:
        case Refused():
            assert after == conversation.group
        case AlreadySo():
            assert (after.group_id, after.strength) == (conversation.group.group_id, conversation.group.strength)
        case Raised():
            assert after.group_id == conversation.group.group_id
            assert after.strength > conversation.group.strength
        case Accepted():
            assert after.group_id == group_id != conversation.group.group_id


Change = Callable[[Conversation, Roster], Outcome]
CHANGES: st.SearchStrategy[tuple[str, Change]] = st.one_of(
    st.builds(
        lambda i, a: (i, lambda c, r: assign_agent(c, i, a, r, NOW)), IDS, st.sampled_from([*map(agent, EVERYBODY)])
    ),
    st.builds(lambda i, a: (i, lambda c, r: take_off(c, i, a, r)), IDS, st.sampled_from([*map(agent, EVERYBODY)])),
)


def people_in(conversation: Conversation) -> frozenset[tuple[str, bool, bool]]:
    return frozenset(
        (row.agent_id, row.assigned_at is not None, row.joined_at is not None) for row in conversation.participations
    )


@line("A21")
@given(conversations(), rosters(), CHANGES, CHANGES)
def test_adding_and_taking_off_agents_commute(
    conversation: Conversation, roster: Roster, first: tuple[str, Change], second: tuple[str, Change]
) -> None:
    if first[0] == second[0]:
        return
    one, other = first[1], second[1]
    this_way = saved(
        other(saved(one(conversation, roster), conversation), roster), saved(one(conversation, roster), conversation)
    )
    that_way = saved(
        one(saved(other(conversation, roster), conversation), roster), saved(other(conversation, roster), conversation)
    )
    assert people_in(this_way) == people_in(that_way)


@line("A21")
@given(conversations(), rosters(), CHANGES)
def test_doing_the_same_twice_is_doing_it_once(
    conversation: Conversation, roster: Roster, change: tuple[str, Change]
) -> None:
    outcome = change[1](conversation, roster)
    again = change[1](saved(outcome, conversation), roster)
    assert isinstance(again, Refused if isinstance(outcome, Refused) else AlreadySo)
    assert saved(again, conversation) == saved(outcome, conversation)


@line("A6", "A11", "A22")
@given(conversations(), rosters(), ACTORS, st.frozensets(IDS), IDS)
def test_only_those_are_alerted_who_may_see_it_and_are_there_and_never_the_actor(
    conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str], target: str
) -> None:
    message = alerted_by_message(conversation, roster, actor, watching)
    tolds: list[Told] = [
        message,
        alerted_by_group(conversation, roster, actor, watching),
        alerted_by_agent(conversation, target, roster, actor, watching),
    ]
    for told in tolds:
        for id_ in told.agents:
            part = told is message and id_ in taking_part(conversation, roster)
            assert roster.presence_of(id_) == "online" or (part and roster.presence_of(id_) == "invisible")
            assert actor != agent(id_)
            assert id_ not in watching
            assert sees(roster.agents[id_], conversation, roster)
        assert set(told.outcomes) == {id_ for id_, person in roster.agents.items() if person.is_active}
        assert {id_ for id_, outcome in told.outcomes.items() if outcome == "told"} == set(told.agents)


@line("A22")
@given(conversations(), rosters())
def test_a_message_calls_owners_only(conversation: Conversation, roster: Roster) -> None:
    told = alerted_by_message(conversation, roster, VISITOR, frozenset())
    assert set(told.agents) <= owners(conversation, roster)
    assert not withdrawn(conversation, frozenset(told.agents), roster) or conversation.owner is not None


@line("A22", "A16")
@given(conversations(), rosters())
def test_who_is_alerted_of_an_owned_message_has_it_in_mine(conversation: Conversation, roster: Roster) -> None:
    conversation = visitor_wrote(conversation, roster, NOW).conversation
    if is_unassigned(conversation, roster) is not None:
        return
    for id_ in alerted_by_message(conversation, roster, VISITOR, frozenset()).agents:
        assert why_mine(conversation, id_, roster)


@line("X6")
@given(conversations(), rosters())
def test_a_console_hears_of_what_its_agent_may_see_and_of_nothing_else(
    conversation: Conversation, roster: Roster
) -> None:
    said = topics(conversation, roster)
    assert ALL_TOPIC in said
    assert WORKSPACE_TOPIC not in said
    for person in roster.agents.values():
        assert bool(said & topics_of_agent(person, roster)) is sees(person, conversation, roster)


@line("X6", "A12")
@given(conversations(), conversations(), rosters())
def test_sight_gained_and_lost_make_the_difference(before: Conversation, after: Conversation, roster: Roster) -> None:
    gained, lost = sight_change(before, after, roster)
    assert (seers(before, roster) | gained) - lost == seers(after, roster)


@line("A15", "X6")
@given(conversations(), rosters(), IDS)
def test_what_is_in_mine_can_be_seen(conversation: Conversation, roster: Roster, agent_id: str) -> None:
    if why_mine(conversation, agent_id, roster):
        assert sees(roster.agents[agent_id], conversation, roster)


@given(conversations(), rosters())
def test_closing_and_reopening_restores_who_is_able(conversation: Conversation, roster: Roster) -> None:
    conversation = visitor_wrote(conversation, roster, NOW).conversation
    done = close(conversation, NOW + 30)
    assert isinstance(done, Closed)
    again = reopen(done.conversation, done.ended, agent("agt_frieda"), roster)
    assert isinstance(again, Accepted)
    able_rows = (row for row in conversation.participations if able(row.agent_id, roster))
    assert again.conversation.participations == in_order_of_coming(able_rows)
    assert again.conversation.episode == conversation.episode
    assert effective_group(again.conversation, roster) == effective_group(conversation, roster)
