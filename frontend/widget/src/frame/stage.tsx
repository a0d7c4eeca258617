// Putting the chat into the document: its language and direction, its colours, and the drawing itself.
import { colours } from "@zuruf/protocol/colour";
import { readIn } from "@zuruf/protocol/words";
import { render } from "preact";
import { App } from "./App";
import type { Session } from "./session";
import { learn, Speaking, type Spoken } from "./words";

const root = document.documentElement;

export const isDark = matchMedia("(prefers-color-scheme: dark)");

export async function speak(language: string): Promise<Spoken> {
  const speech = await learn(language);
  readIn(speech.language);
  document.title = speech.t("chat");
  return speech;
}

export function paint(colour: string): void {
  for (const [name, value] of Object.entries(colours(colour, isDark.matches))) root.style.setProperty(name, value);
}

export function draw(session: Session, speech: Spoken, minimize: () => void): void {
  render(
    <Speaking value={speech}>
      <App session={session} screen={session.screen} minimize={minimize} />
    </Speaking>,
    root.querySelector("#chat") ?? document.body,
  );
}
