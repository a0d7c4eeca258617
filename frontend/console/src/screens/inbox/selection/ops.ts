/** What can be done with several conversations at once: each by its own request, each taken back by the rules of one alone (I6). */
import type { ConversationView, Id, Ms } from "@zuruf/protocol/types";
import { conversations } from "../../../api/calls";
import { tags } from "../../../api/finding";
import type { Changed } from "../../../api/http";
import * as deeds from "../../../parts/deeds";
import { type Plain, type Stage, takeBack } from "../../../parts/undoing";

export interface Undo {
  run: () => Promise<unknown>;
  /** Whether it still is as it was left: later than that, taking it back would undo what others did. */
  stands: (now: ConversationView) => boolean;
}

export interface Op {
  /** Its sentence in the catalogue: `bulk.done.<name>`. */
  name: "close" | "reopen" | "group" | "agent" | "tag" | "snooze" | "delete";
  /** Whether there is something to do: those it does not apply to are left as they are. */
  applies: (conversation: ConversationView) => boolean;
  run: (conversation: ConversationView) => Promise<Changed>;
  /** What takes it back, `before` being the conversation as it was; undefined where that would bring back something else. */
  undo: (before: ConversationView, done: Changed) => Undo | undefined;
}

export function opsOf(store: Pick<Stage, "act">) {
  const of = (name: Op["name"], applies: Op["applies"], deed: (conversation: ConversationView) => Plain): Op => ({
    name,
    applies,
    run: (conversation) => store.act(...deed(conversation).step),
    undo: (before) => {
      const { back, stands } = deed(before);
      return back(Date.now()).length > 0 ? { run: () => takeBack({ back }, store), stands } : undefined;
    },
  });
  const isOpen: Op["applies"] = ({ is_open: isOpen }) => isOpen;
  return {
    close: of("close", isOpen, deeds.closing),
    reopen: of("reopen", ({ is_open: isOpen, episode }) => !isOpen && episode > 0, deeds.reopening),
    delete: {
      name: "delete",
      applies: () => true,
      run: ({ id }) => conversations.delete(id),
      undo: ({ id }) => ({ run: () => conversations.restore(id), stands: () => true }),
    } satisfies Op,
    group: (group: Id | null): Op =>
      of(
        "group",
        (conversation) => conversation.group.group_id !== group,
        (conversation) => deeds.setGroup(conversation, group, conversation.group.group_id),
      ),
    agent: (agent: Id): Op =>
      of(
        "agent",
        ({ participations }) => !participations.some((row) => row.agent_id === agent && row.assigned_at !== null),
        (conversation) => deeds.assign(conversation, agent),
      ),
    tag: tagged,
    snooze: (until: Ms): Op => of("snooze", isOpen, (conversation) => deeds.snooze(conversation, until)),
  };
}

function tagged(tag: { tag_id: Id } | { name: string }): Op {
  return {
    name: "tag",
    applies: (conversation) => !("tag_id" in tag && conversation.tags.includes(tag.tag_id)),
    run: ({ id }) => tags.add(id, tag),
    undo: ({ id }, done) => ({
      run: () => tags.remove(id, done.id),
      stands: ({ tags }) => tags.includes(done.id),
    }),
  };
}
