/** The widget's own frame beside the form, as it would be with what is not saved yet: no visitor, no socket, nothing stored. */
import { inkOn } from "@zuruf/protocol/colour";
import type { Preview as Shown } from "@zuruf/protocol/preview";
import { MessageCircle, Monitor, Smartphone } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { WebsiteForm } from "../../../api/settings";
import { useWords } from "../../../i18n/words";
import { useWorld } from "../../../state/react";
import { groupName } from "../../../state/rules";
import { cx } from "../../../ui/class";
import { Tabs } from "../../../ui/small";
import { type Facts, shownOf } from "./shown";

interface Props {
  form: WebsiteForm;
  language: string;
}

export function Preview({ form, language }: Props) {
  const { t } = useWords();
  const fallback = useWorld((world) => world.workspace?.default_language ?? "en");
  const agents = useWorld((world) => world.agents);
  const groups = useOffered(language);
  const [mode, setMode] = useState<Facts["mode"]>("live");
  const [device, setDevice] = useState<"desktop" | "phone">("desktop");
  const names = Object.values(agents)
    .filter((agent) => agent.is_active && !agent.is_by_api)
    .map((agent) => agent.name);
  const shown = shownOf(form, { language, fallback, names, groups, mode });
  const icons = { desktop: Monitor, phone: Smartphone };
  return (
    <figure className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-0">
      <figcaption className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="grow font-medium">{t("websites.preview")}</span>
        <Tabs
          label={t("websites.preview_mode")}
          value={mode}
          onChange={setMode}
          tabs={[
            { value: "live", label: t("websites.preview_live") },
            { value: "message", label: t("websites.preview_offline") },
          ]}
        />
        <Tabs
          label={t("websites.preview_device")}
          value={device}
          onChange={setDevice}
          tabs={(["desktop", "phone"] as const).map((value) => {
            const Icon = icons[value];
            return { value, label: <Icon size={16} aria-label={t(`websites.preview_${value}`)} role="img" /> };
          })}
        />
      </figcaption>
      <HostPage
        form={form}
        isPhone={device === "phone"}
        isHidden={mode === "message" && form.when_offline === "hidden"}
      >
        <Frame shown={shown} title={t("websites.preview")} />
      </HostPage>
    </figure>
  );
}

/** The groups a visitor would be asked to choose from, by name; null where they are not asked. */
function useOffered(language: string): string[] | null {
  const workspace = useWorld((world) => world.workspace);
  const groups = useWorld((world) => world.groups);
  const offered = Object.values(groups).filter((group) => group.is_enabled && !group.is_private);
  if (!workspace?.uses_groups || !workspace.asks_for_group || offered.length === 0) return null;
  return offered.map((group) => groupName(group, language, workspace)).sort((a, b) => a.localeCompare(b, language));
}

interface HostProps {
  form: WebsiteForm;
  isPhone: boolean;
  isHidden: boolean;
  children: React.ReactNode;
}

/** Somebody's light page: the frame stays the same element, whatever stands around it, so that it is loaded once. */
function HostPage({ form, isPhone, isHidden, children }: HostProps) {
  const { t } = useWords();
  const side = form.position === "left" ? "left-3" : "right-3";
  return (
    <div className="relative h-[600px] overflow-hidden rounded-lg border bg-white">
      {!isPhone && (
        <div className="flex flex-col gap-2.5 p-4" aria-hidden>
          <span className="h-3 w-1/2 rounded bg-[#e6e3db]" />
          <span className="h-2 w-4/5 rounded bg-[#f3f1ec]" />
          <span className="h-2 w-3/5 rounded bg-[#f3f1ec]" />
        </div>
      )}
      {isHidden && (
        <p className="absolute inset-x-6 top-1/2 text-center text-[#59564e]">{t("websites.preview_hidden")}</p>
      )}
      <div
        className={cx(
          "absolute overflow-hidden",
          isHidden && "hidden",
          isPhone
            ? "inset-y-2 left-1/2 w-[340px] max-w-[calc(100%-16px)] -translate-x-1/2 rounded-[22px] border-4 border-[#1f1e1a]"
            : cx("bottom-[76px] h-[508px] w-[368px] max-w-[calc(100%-24px)] rounded-[14px] shadow-pop", side),
        )}
      >
        {children}
      </div>
      {!isPhone && !isHidden && (
        <span
          aria-hidden
          className={cx("absolute bottom-3 grid size-[52px] place-items-center rounded-full shadow-pop", side)}
          style={{ backgroundColor: form.colour, color: inkOn(form.colour).ink }}
        >
          <MessageCircle size={24} />
        </span>
      )}
    </div>
  );
}

function Frame({ shown, title }: { shown: Shown; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const heard = ({ source, origin, data }: MessageEvent) => {
      const isOurs = source === frame.current?.contentWindow && origin === location.origin;
      if (isOurs && Object(data).zuruf === 1 && data.say === "ready") setReady(true);
    };
    addEventListener("message", heard);
    return () => removeEventListener("message", heard);
  }, []);
  const said = JSON.stringify(shown);
  useEffect(() => {
    if (isReady) frame.current?.contentWindow?.postMessage(JSON.parse(said), location.origin);
  }, [isReady, said]);
  return <iframe ref={frame} src="/widget/preview" title={title} className="block size-full border-0 bg-white" />;
}
