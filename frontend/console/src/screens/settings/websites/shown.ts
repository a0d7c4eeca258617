/** What the preview's frame is told of a form that is not saved yet. */
import type { Preview } from "@zuruf/protocol/preview";
import type { FormForVisitor } from "@zuruf/protocol/types";
import type { ContactForm, WebsiteForm } from "../../../api/settings";

export interface Facts {
  language: string;
  /** The workspace's language. */
  fallback: string;
  /** Of agents, whose faces are examples. */
  names: readonly string[];
  /** What a visitor is asked to choose from, null where they are not asked (G3). */
  groups: readonly string[] | null;
  mode: "live" | "message";
}

const MOST_FACES = 3;

export function shownOf(form: WebsiteForm, { language, fallback, names, groups, mode }: Facts): Preview {
  const { widget } = form;
  const text = (texts: Record<string, string>) => textIn(texts, language, fallback);
  const label = (labels: Record<string, string>) => labels[language] || labels[fallback] || "";
  return {
    zuruf: 1,
    say: "preview",
    language,
    colour: form.colour,
    mode: {
      type: "mode",
      mode,
      is_answered_online: false,
      faces: widget.shows_faces ? names.slice(0, MOST_FACES) : [],
      face_pictures: [],
      pictures: {},
      groups: groups?.map((name) => ({ id: name, name, is_online: mode === "live" })) ?? null,
      is_asked: groups !== null,
      preselected: null,
      group: null,
      widget: {
        title: text(widget.titles),
        greeting: text(form.greetings),
        offline_text: text(widget.offline_texts),
        placeholder: text(widget.placeholders),
        shows_faces: widget.shows_faces,
        has_sound: widget.has_sound,
        takes_files: form.takes_files,
        rating: null,
        answers_within: null,
        offers_transcript: false,
        shows_typed: widget.shows_typed,
        form: formShown(mode === "live" ? widget.live_form : widget.offline_form, text, label),
      },
    },
  };
}

type In = (texts: Record<string, string>) => string;

/** As a visitor meets it of whom nothing is known yet. */
function formShown(form: ContactForm | null, text: In, labelOf: In): FormForVisitor | null {
  if (!form) return null;
  const fields = form.fields
    .map(({ kind, label, labels, is_required }) => ({
      kind,
      is_required,
      name: kind === "attribute" ? label.trim() : kind,
      label: labelOf(labels) || label.trim(),
    }))
    .filter((one) => one.name);
  return { when: form.when, fields, consent: text(form.consents), consent_link: form.consent_link };
}

/** The text in this language, else in the workspace's, else whichever there is: as the server chooses for a visitor. */
export function textIn(texts: Record<string, string>, language: string, fallback: string): string {
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
  return written[language] ?? written[fallback] ?? Object.values(written)[0] ?? "";
}
