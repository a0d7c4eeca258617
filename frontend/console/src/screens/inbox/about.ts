/** What is fetched of a visitor beside the stream; asked for again whenever the stream says that a note came, changed or went, or that a form was filled in. */
import { useQuery } from "@tanstack/react-query";
import type { Id } from "@zuruf/protocol/types";
import { useMemo } from "react";
import { type VisitorAnswer, visitors } from "../../api/calls";
import { useWorld } from "../../state/react";

const ABOUT_NOTES: ReadonlySet<string> = new Set([
  "visitor.note_added",
  "visitor.note_changed",
  "contact.given",
  "episode.rated",
]);

export function useAbout(conversation: Id, visitor: Id): VisitorAnswer | undefined {
  const history = useWorld((world) => world.threads[conversation]?.history);
  const noted = useMemo(() => history?.findLast((line) => ABOUT_NOTES.has(line.type))?.seq ?? 0, [history]);
  const { data } = useQuery({
    queryKey: ["visitor", visitor, noted],
    queryFn: () => visitors.one(visitor),
    placeholderData: (before) => before,
  });
  return data;
}
