/** What is fetched of a visitor beside the stream; asked for again whenever the stream says that a note was added. */
import { useQuery } from "@tanstack/react-query";
import type { Id } from "@zuruf/protocol/types";
import { useMemo } from "react";
import { type VisitorAnswer, visitors } from "../../api/calls";
import { useWorld } from "../../state/react";

export function useAbout(conversation: Id, visitor: Id): VisitorAnswer | undefined {
  const history = useWorld((world) => world.threads[conversation]?.history);
  const noted = useMemo(() => history?.findLast((line) => line.type === "visitor.note_added")?.seq ?? 0, [history]);
  const { data } = useQuery({
    queryKey: ["visitor", visitor, noted],
    queryFn: () => visitors.one(visitor),
    placeholderData: (before) => before,
  });
  return data;
}
