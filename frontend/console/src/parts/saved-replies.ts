/** The saved replies this agent may use, fetched once and again when one changes. */
import { useQuery } from "@tanstack/react-query";
import { savedReplies } from "../api/saved-replies";
import { useWorld } from "../state/react";

export function useSavedReplies(isWanted = true) {
  const changes = useWorld((world) => world.settings.saved_replies ?? 0);
  return useQuery({
    queryKey: ["saved-replies", changes],
    queryFn: savedReplies.list,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
}

/** The text in this language, else in its main language (fr for fr-CA), else in the default one, else any there is. */
export function textIn(texts: Record<string, string>, language: string, fallback: string): string {
  const wanted = [language, language.split("-")[0] ?? "", fallback].find((code) => texts[code]);
  return (wanted ? texts[wanted] : Object.values(texts)[0]) ?? "";
}
