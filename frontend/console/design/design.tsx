/** Every part of the console in all its states on one page: looked at by people, photographed and checked by the tests. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Bell, Check, Hash, Inbox, SendHorizontal, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Button, IconButton, Kbd } from "../src/ui/button";
import { AreaField, BareSelect, SelectField, Switch, TextField } from "../src/ui/field";
import { fetchOverlays, Menu, MenuItem, MenuLine, Popover, Sheet } from "../src/ui/overlay";
import { Picker } from "../src/ui/picker";
import { Chip, Dot, Empty, Face, Note, Sign, Skeleton, Tabs, Trouble } from "../src/ui/small";
import { Toasts, toast } from "../src/ui/toasts";
import "./design.css";

const TOKENS =
  "bg surface subtle hover line line-strong text muted faint field accent accent-strong accent-tint on-accent violet red red-tint green amber amber-tint note note-line face-1 face-2 face-3 face-4 face-5 face-6 face-7 face-8";
const LOOKS = ["plain", "primary", "quiet", "danger", "accent"] as const;
const SIZES = ["sm", "md"] as const;

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <h2 className="text-lg font-semibold">{name}</h2>
      <div className="flex flex-wrap items-start gap-3">{children}</div>
    </section>
  );
}

function Tokens() {
  return (
    <Part name="Tokens">
      {TOKENS.split(" ").map((token) => (
        <span key={token} className="flex w-28 flex-col gap-1 text-xs">
          <span className="h-8 rounded border" style={{ background: `var(--${token})` }} />
          {token}
        </span>
      ))}
    </Part>
  );
}

function Buttons() {
  return (
    <Part name="Buttons">
      {LOOKS.flatMap((look) =>
        SIZES.map((size) => (
          <Button key={`${look} ${size}`} look={look} size={size} icon={Check}>
            {look}
          </Button>
        )),
      )}
      <Button disabled>disabled</Button>
      <Button isBusy>busy</Button>
      <Button shortcut="e">with a key</Button>
      {LOOKS.map((look) => (
        <IconButton key={look} look={look} icon={Hash} label={`Icon, ${look}`} />
      ))}
      <IconButton icon={Hash} look="accent" label="Icon, not allowed" unless="Why it cannot be done" />
      <Kbd>Esc</Kbd>
    </Part>
  );
}

function Inputs() {
  const [isOn, setOn] = useState(true);
  return (
    <Part name="Inputs">
      <div className="grid w-full grid-cols-[repeat(auto-fill,minmax(240px,1fr))] gap-4">
        <TextField label="Text" hint="What is meant." defaultValue="Marie Dubois" />
        <TextField label="Wrong" error="This is not an address." defaultValue="marie@" />
        <TextField label="Disabled" disabled defaultValue="cannot be changed" />
        <AreaField label="Several lines" defaultValue={"one\ntwo"} />
        <SelectField label="One of several">
          <option>Every visit</option>
        </SelectField>
        <div>
          <BareSelect aria-label="Small select">
            <option>Newest</option>
          </BareSelect>
        </div>
        <Switch label="On" hint="It says what it does." isOn={isOn} onChange={setOn} />
        <Switch label="Off" isOn={!isOn} onChange={() => setOn(!isOn)} />
        <Switch label="Not allowed" isOn disabled onChange={() => undefined} />
      </div>
    </Part>
  );
}

const PEOPLE = [
  { id: "1", text: "Marie Dubois", content: "Marie Dubois", isChosen: true },
  { id: "2", text: "Jürgen Groß", content: "Jürgen Groß" },
  { id: "3", text: "Paul", content: "Paul, offline", isDisabled: true },
];

function Combobox() {
  return (
    <Part name="Combobox">
      <div className="w-72 rounded-lg border">
        <Picker label="Person" placeholder="Search people" none="Nobody" options={PEOPLE} onPick={() => undefined} />
      </div>
    </Part>
  );
}

function Overlays() {
  const [open, setOpen] = useState("");
  const button = (name: string) => <Button onClick={() => setOpen(name)}>{name}</Button>;
  return (
    <Part name="Menu, popover, dialog, side sheet, toast">
      <Menu align="start" trigger={<Button>menu</Button>}>
        <MenuItem icon={<Check size={15} aria-hidden />} hint="What it does" onClick={() => undefined}>
          Join
        </MenuItem>
        <MenuItem disabled onClick={() => undefined}>
          Not now
        </MenuItem>
        <MenuLine />
        <MenuItem isDanger icon={<Trash2 size={15} aria-hidden />} onClick={() => undefined}>
          Delete
        </MenuItem>
      </Menu>
      <Popover
        label="Popover"
        isOpen={open === "popover"}
        onOpen={(isOpen) => setOpen(isOpen ? "popover" : "")}
        className="p-4"
        trigger={<Button>popover</Button>}
      >
        What belongs to the button.
      </Popover>
      {button("dialog")}
      {button("side sheet")}
      <Button onClick={() => toast({ id: "news", title: "Marie has written", text: "Bonjour", lasts: 0 })}>
        toast
      </Button>
      <Sheet
        title="Question"
        look={open === "dialog" ? "modal" : "sheet"}
        isOpen={open === "dialog" || open === "side sheet"}
        onClose={() => setOpen("")}
        closeLabel="Close"
        footer={<Button look="primary">Save</Button>}
      >
        <TextField label="Name" />
      </Sheet>
    </Part>
  );
}

function Signs() {
  const [tab, setTab] = useState("reply");
  const tabs = ["reply", "comment"].map((value) => ({ value, label: value }));
  return (
    <Part name="Tabs, faces, presence, dots, chips, skeleton">
      <Tabs label="Kind" value={tab} onChange={setTab} tabs={tabs} />
      {["a", "b", "c", "d", "e"].map((by) => (
        <Face key={by} by={by} name={`Marie ${by}`} label={`Marie ${by}`} />
      ))}
      {(["full", "ring", "empty", "unknown"] as const).map((look) => (
        <Sign key={look} look={look} label={look} />
      ))}
      <Dot look="violet" label="New" />
      <Dot look="red" label="Missed" />
      {(["plain", "accent", "amber", "red"] as const).map((look) => (
        <Chip key={look} look={look}>
          {look}
        </Chip>
      ))}
      <Skeleton className="h-6 w-40" />
    </Part>
  );
}

function Sentences() {
  return (
    <Part name="Notes, trouble, list, empty state">
      <Note>Something to know.</Note>
      <Note look="accent">Something good.</Note>
      <Trouble action={<Button size="sm">Try again</Button>}>It could not be loaded.</Trouble>
      <ul className="w-72 divide-y rounded border">
        {["One", "Two"].map((name) => (
          <li key={name} className="flex items-center gap-2 px-3 py-2 hover:bg-hover">
            <Bell size={15} aria-hidden className="text-muted" />
            <span className="grow">{name}</span>
            <span className="text-xs text-faint">12:00</span>
          </li>
        ))}
      </ul>
      <Empty icon={Inbox} title="Nothing here yet" action={<Button icon={SendHorizontal}>First step</Button>}>
        What will be here.
      </Empty>
    </Part>
  );
}

fetchOverlays();
const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");
createRoot(root).render(
  <CSPProvider disableStyleElements>
    <main className="mx-auto flex max-w-[1100px] flex-col gap-4 bg-bg p-4">
      <h1 className="text-2xl font-semibold">Parts</h1>
      <Tokens />
      <Buttons />
      <Inputs />
      <Combobox />
      <Overlays />
      <Signs />
      <Sentences />
    </main>
    <Toasts label="News" closeLabel="Close" />
  </CSPProvider>,
);
