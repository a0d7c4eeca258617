"""Judging triggers inside a transaction: loading what is known, asking the domain, writing what came of it (T5–T7, T15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zuruf.domain.actor import Actor
from zuruf.domain.audience import alerted_by_agent
from zuruf.domain.change import Change
from zuruf.domain.contact import lack
from zuruf.domain.conversation import Conversation
from zuruf.domain.facts import Facts
from zuruf.domain.message import Message, last_line
from zuruf.domain.moment import Moment
from zuruf.domain.outcome import Refused
from zuruf.domain.trigger import AskForGroup, HideWidget, OpenWidget, SendMessage, SetAttribute, ShowForm, ShowWidget
from zuruf.domain.trigger_judgement import MAX_DEPTH, Judgement, Occasion, Scopes, Situation, judge
from zuruf.domain.trigger_outcome import alerted_by_move, is_moved, refusals_to_keep, touches_visitor
from zuruf.domain.trigger_set import TriggerSet, anything_matches, next_judgement_in
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.store import browsers, contacts, conversations, rosters, triggers, visitors, websites
from zuruf.store.browsers import Browser
from zuruf.store.changes import no_longer_called, write_change, write_message
from zuruf.store.making import fresh_conversation, made
from zuruf.store.page_views import PageView
from zuruf.store.scenes import Scene
from zuruf.store.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the page is told: the widget's acts by their wire names, and after how many seconds to ask again (None: not)."""

    acts: tuple[str, ...] = ()
    judge_after: int | None = None


async def judge_page(
    tx: Tx,
    browser: Browser,
    view: PageView,
    moment: Moment,
    *,
    occasion: Occasion,
    watched: Mapping[str, frozenset[str]],
    key_hash: str,
) -> Judged:
    """A page view, a timer, a custom event: nothing matches, nothing is made; otherwise the visitor is, and what matched is written.

    `watched` are the conversations that agents have on screen, with these agents (A22). A browser nobody remembers yet (W1b) is kept under
    `key_hash` as soon as anything matches; its page is not.
    """
    roster = await rosters.load_roster(tx, tx.workspace_id, moment.at)
    ready = await triggers.ready(tx, tx.workspace_id)
    facts = facts_of(browser, await visitors.load(tx, tx.workspace_id, browser.visitor_id), view, moment.at)
    after = next_judgement_in(ready, facts)
    if not anything_matches(ready, facts, roster):
        return Judged(judge_after=after)
    if not browser.is_remembered:
        await browsers.insert(tx, browser, key_hash)
    conversation = await conversations.of_visitor(tx, tx.workspace_id, browser.visitor_id) or fresh_conversation(
        browser, moment
    )
    situation = await _situation(tx, browser, view, moment, occasion)
    situation = await _with_form(tx, ready, situation, browser, (conversation, roster))
    judgement = judge(ready, facts, roster, conversation, situation)
    if not touches_visitor(judgement, conversation):
        await _keep_done(tx, browser, judgement, moment)
        return Judged(acts=_widget_acts(judgement), judge_after=after)
    scene, browser = await made(tx, browser.id, moment)
    scene = replace(scene, watching=watched.get(scene.conversation.id, frozenset()))
    _, acts = await judge_now(tx, scene, browser, view, moment, occasion=occasion)
    return Judged(acts=acts, judge_after=after)


async def judge_now(
    tx: Tx, scene: Scene, browser: Browser, view: PageView, moment: Moment, *, occasion: Occasion
) -> tuple[Scene, tuple[str, ...]]:
    """Judges the visitor's present page and writes everything that follows; answers the scene after it and the widget's acts."""
    ready = await triggers.ready(tx, tx.workspace_id)
    situation = await _situation(tx, browser, view, moment, occasion)
    situation = await _with_form(tx, ready, situation, browser, (scene.conversation, scene.roster))
    acts: list[str] = []
    for depth in range(MAX_DEPTH + 1):
        facts = facts_of(browser, scene.visitor, view, moment.at)
        judgement = judge(ready, facts, scene.roster, scene.conversation, replace(situation, depth=depth))
        for trigger_id, refused in refusals_to_keep(judgement, scene.conversation, situation.occasion):
            scene = await _write_refusal(tx, scene, refused, trigger_id, moment)
        scene = await _write_assignment(tx, scene, judgement, moment)
        before = scene.visitor
        scene = await _write_acts(tx, scene, judgement, moment, depth)
        acts += _widget_acts(judgement)
        await _keep_done(tx, browser, judgement, moment)
        if scene.visitor.attributes == before.attributes:
            break
        situation = replace(situation, occasion="attribute_set", fired=situation.fired | frozenset(judgement.firings))
    return scene, tuple(dict.fromkeys(acts))


def facts_of(browser: Browser, visitor: Visitor | None, view: PageView, now: int) -> Facts:
    """What is known of this tab's page; time on page by the server's own clock (B74).

    Whether somebody not remembered was here before nobody knows (W1b). Once there is a visitor, theirs are the attributes: agents and
    triggers change them, and take away what the page told (T2).
    """
    return Facts(
        website=browser.website_id,
        current_url=view.url,
        previous_page=view.previous_url,
        referrer=view.referrer,
        time_on_page=max(0, now - view.at) // 1000,
        pages_viewed=browser.pages_this_visit if browser.is_remembered else None,
        visits=browser.visits if browser.is_remembered else None,
        returning=browser.visits > 1 if browser.is_remembered else None,
        browser_language=browser.language or None,
        widget_language=browser.widget_language or None,
        country=browser.country or None,
        device=browser.device or None,
        attributes=browser.attributes if visitor is None else visitor.attributes,
        custom_events=frozenset(browser.custom_events),
    )


async def _situation(tx: Tx, browser: Browser, view: PageView, moment: Moment, occasion: Occasion) -> Situation:
    fired = await browsers.firings(tx, tx.workspace_id, browser.id)
    return Situation(
        occasion=occasion, scopes=Scopes(visit=str(browser.visits), page=view.id), at=moment.at, fired=fired
    )


async def _with_form(
    tx: Tx, ready: TriggerSet, situation: Situation, browser: Browser, among: tuple[Conversation, Roster]
) -> Situation:
    """Whether there is a form to show; asked only where a trigger would show one."""
    if not any(isinstance(act, ShowForm) for one in ready.triggers for act in one.trigger.definition.acts):
        return situation
    conversation, roster = among
    website = await websites.get(tx, tx.workspace_id, browser.website_id)
    form = await contacts.form_now(tx, website, conversation, roster, situation.at)
    visitor = await visitors.load(tx, tx.workspace_id, browser.visitor_id)
    former = await contacts.former(tx, tx.workspace_id, browser.visitor_id)
    return replace(situation, form_lack=lack(form, visitor, conversation, former))


async def _write_assignment(tx: Tx, scene: Scene, judgement: Judgement, moment: Moment) -> Scene:
    if judgement.winner is None:
        return scene
    actor, target = Actor("trigger", judgement.winner.trigger_id), judgement.conversation
    for agent_id in judgement.released:
        after = scene.conversation.without_participation(agent_id)
        change = Change(type="agent.taken_off", after=after, agent_id=agent_id, why=judgement.why)
        scene = await write_change(tx, scene, change, actor, moment.at)
    scene = await _write_group(tx, scene, judgement, actor, moment.at)
    for row in target.participations:
        if scene.conversation.participation_of(row.agent_id) is None:
            after = scene.conversation.with_participation(row)
            told = alerted_by_agent(after, row.agent_id, scene.roster, actor, scene.watching)
            change = Change(
                type="visitor.assigned_to_agent",
                after=after,
                agent_id=row.agent_id,
                alerted=frozenset(told.agents),
                why=judgement.why_telling(told),
            )
            scene = await write_change(tx, scene, change, actor, moment.at)
    return scene


async def _write_group(tx: Tx, scene: Scene, judgement: Judgement, actor: Actor, at: int) -> Scene:
    before = scene.conversation
    after = replace(before, group=judgement.conversation.group)
    if not is_moved(before, after):
        # At most "set in this visit too" (G3), of which nobody is told.
        await conversations.save(tx, before, after, at)
        return replace(scene, conversation=after)
    told = alerted_by_move(before, after, scene.roster, actor, scene.watching)
    change = Change(
        type="visitor.assigned_to_group",
        after=after,
        from_group=before.group.group_id,
        to_group=after.group.group_id,
        alerted=frozenset(told.agents),
        alert_kind=told.alert_kind,
        withdrawn=await no_longer_called(tx, scene, after),
        why=judgement.why_telling(told),
    )
    return await write_change(tx, scene, change, actor, at)


async def _write_refusal(tx: Tx, scene: Scene, refused: Refused, trigger_id: str, moment: Moment) -> Scene:
    change = Change(type="assignment.refused", after=scene.conversation, why=refused.why, line=refused.sentence)
    return await write_change(tx, scene, change, Actor("trigger", trigger_id), moment.at)


async def _write_acts(tx: Tx, scene: Scene, judgement: Judgement, moment: Moment, depth: int) -> Scene:
    for place, verdict in enumerate(judgement.acting):
        actor = Actor("trigger", verdict.trigger_id)
        for n, act in enumerate(verdict.acts):
            match act:
                case SendMessage():
                    number = (depth * 1000 + place) * 100 + n
                    scene = await _write_automatic(tx, scene, act, actor, moment, number)
                case SetAttribute():
                    scene = await _write_attribute(tx, scene, act, actor, moment)
                case OpenWidget() | ShowWidget() | HideWidget() | AskForGroup() | ShowForm():
                    continue
    return scene


async def _write_automatic(tx: Tx, scene: Scene, act: SendMessage, actor: Actor, moment: Moment, number: int) -> Scene:
    """T15: marked as such, opens no episode, joins nobody."""
    message = Message(
        id=moment.id("msg", 1 + number),
        conversation_id=scene.conversation.id,
        episode=scene.conversation.episode,
        kind="agent",
        author=act.agent_id or "",
        text=act.text(scene.visitor.language, scene.roster.workspace.default_language),
        at=moment.at,
        is_trigger=True,
    )
    after = replace(scene.conversation, last=last_line(message), last_at=moment.at)
    scene, _ = await write_message(tx, scene, after, message, actor)
    return scene


async def _write_attribute(tx: Tx, scene: Scene, act: SetAttribute, actor: Actor, moment: Moment) -> Scene:
    if scene.visitor.attributes.get(act.name) == act.value:
        return scene
    visitor = replace(scene.visitor, attributes={**scene.visitor.attributes, act.name: act.value}, seq=tx.next_seq)
    await visitors.save(tx, visitor)
    change = Change(type="visitor.changed", after=scene.conversation, line=act.name)
    return await write_change(tx, replace(scene, visitor=visitor), change, actor, moment.at)


async def _keep_done(tx: Tx, browser: Browser, judgement: Judgement, moment: Moment) -> None:
    if any(isinstance(act, AskForGroup) for verdict in judgement.acting for act in verdict.acts):
        await browsers.ask_for_choice(tx, browser.id)
    if any(isinstance(act, ShowForm) for verdict in judgement.acting for act in verdict.acts):
        await browsers.want_form(tx, browser.id, is_wanted=True)
    for trigger_id, scope in judgement.firings:
        await browsers.insert_firing(tx, trigger_id, browser.id, scope, moment.at)


def _widget_acts(judgement: Judgement) -> tuple[str, ...]:
    return tuple(_wire_names(act for verdict in judgement.acting for act in verdict.acts))


def _wire_names(acts: Iterable[object]) -> Iterable[str]:
    for act in acts:
        match act:
            case OpenWidget():
                yield "open"
            case ShowWidget():
                yield "show"
            case HideWidget():
                yield "hide"
            case AskForGroup():
                yield "ask_for_group"
            case ShowForm():
                yield "show_form"
            case _:
                continue
