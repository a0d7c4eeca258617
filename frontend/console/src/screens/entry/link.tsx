/** What every page of a one-time link begins with: whether the link still works, before anybody types anything (B53). */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Problem } from "../../api/http";
import { type Link, lookAtLink } from "../../api/session";
import { type Key, useWords } from "../../i18n/words";
import { sentenceOf } from "../../parts/problems";
import { Button } from "../../ui/button";
import { Skeleton, Trouble } from "../../ui/small";
import { Frame } from "./frame";
import { tokenOf } from "./token";

interface Props {
  kinds: readonly Link["kind"][];
  /** What to say without a token, and of one that works no more. */
  missing: Key;
  spent: Key;
  children: (link: Link, token: string) => ReactNode;
}

export function OneTime({ kinds, missing, spent, children }: Props) {
  const words = useWords();
  const { t } = words;
  const [token] = useState(() => tokenOf(location.hash));
  const { data, error, refetch } = useQuery({
    queryKey: ["link", token],
    queryFn: () => lookAtLink(token),
    enabled: token !== "",
    // Asked once: a form somebody is filling in does not go away.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!token) return <Frame title={t("link.missing")} lead={t(missing)} />;
  if (isRefused(error) || (data && !kinds.includes(data.kind))) return <Spent lead={t(spent)} />;
  if (data) return children(data, token);
  return (
    <Frame title={t("link.looking")}>
      {error ? (
        <Trouble
          action={
            <Button size="sm" onClick={() => void refetch()}>
              {t("again")}
            </Button>
          }
        >
          {sentenceOf(error, words)}
        </Trouble>
      ) : (
        <Skeleton className="h-24 w-full" />
      )}
    </Frame>
  );
}

function isRefused(error: unknown): boolean {
  return error instanceof Problem && error.code === "link_invalid";
}

function Spent({ lead }: { lead: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Frame title={t("link.spent")} lead={lead}>
      <Button look="primary" className="h-9 w-full" onClick={() => void navigate({ to: "/mine" })}>
        {t("sign_in.submit")}
      </Button>
    </Frame>
  );
}
