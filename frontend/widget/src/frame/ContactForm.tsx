// The contact form (W3): what the website asks for and does not know yet. What was typed stays, whatever becomes of it.
import type { FieldForVisitor, FormForVisitor } from "@zuruf/protocol/types";
import { useEffect, useRef, useState } from "preact/hooks";
import { Give, isOnItsWay } from "./Give";
import { useKept } from "./kept";
import { type MoreKey, useMoreWords } from "./more-words";
import type { Screen, Session } from "./session";
import type { Done } from "./state";
import type { Refusal } from "./wire";

interface Given {
  session: Session;
  screen: Screen;
  form: FormForVisitor;
}

type Values = Readonly<Record<string, string>>;
type Wrong = Readonly<Record<string, MoreKey | undefined>>;

const CONSENT = "consent";
const INPUTS = { name: "text", email: "email", phone: "tel", attribute: "text" } as const;
const FILLED_BY = { name: "name", email: "email", phone: "tel", attribute: "on" } as const;

export function ContactForm({ session, screen, form }: Given) {
  const { t } = useMoreWords();
  const element = useRef<HTMLFormElement>(null);
  const deed = screen.state.deeds["contact.give"];
  const { value: values, become, forget } = useKept<Values>(`form:${session.key}`, valuesOf(deed));
  const [missed, setMissed] = useState<Wrong>({});
  const wrong = { ...refusedAt(deed?.refusal), ...missed };
  const isHeld = !isOnItsWay(deed) && isRequired(form);

  const give = (): boolean => {
    const found = missing(form, values);
    setMissed(found);
    const [first] = Object.keys(found);
    if (first) element.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus();
    else {
      session.give(told(form, values));
      forget();
    }
    return !first;
  };
  useEffect(() => {
    if (!isHeld) return;
    // Whoever writes at once gives what is filled in with it, and is led to what is missing.
    session.holdsBack = () => !give();
    return () => {
      session.holdsBack = undefined;
    };
  });
  const type = (name: string, value: string) => {
    become({ ...values, [name]: value });
    setMissed({ ...missed, [name]: undefined });
  };
  return (
    <form
      class="contact"
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <p class="bubble">{t(screen.state.mode?.mode === "message" ? "contact_message" : "contact_live")}</p>
      {form.fields.map((one) => (
        <Line key={one.name} one={one} value={values[one.name] ?? ""} wrong={wrong[one.name]} type={type} />
      ))}
      {form.consent && <Consent form={form} value={values[CONSENT] ?? ""} wrong={wrong[CONSENT]} type={type} />}
      {wrong[""] && (
        <p class="mark bad" role="alert">
          {t(wrong[""])}
        </p>
      )}
      <div class="row">
        <Give screen={screen} deed={deed} word="give" />
        {form.when === "after" && !form.consent && !form.fields.some((one) => one.is_required) && (
          <button type="button" class="text" onClick={() => session.give(told(form, {}))}>
            {t("skip")}
          </button>
        )}
      </div>
    </form>
  );
}

/** What was given has come; until the next message. */
export function Thanks({ count }: { count: number }) {
  const { t } = useMoreWords();
  const [first] = useState(count);
  return (
    <p class="line" role="status">
      {count === first && t("thanks")}
    </p>
  );
}

interface LineGiven {
  value: string;
  wrong: MoreKey | undefined;
  type: (name: string, value: string) => void;
}

function Line({ one, value, wrong, type }: LineGiven & { one: FieldForVisitor }) {
  const { t } = useMoreWords();
  const label = one.kind === "attribute" ? one.label : t(one.kind);
  const id = `contact-${one.name}`;
  return (
    <p class="field">
      <label for={id}>{one.is_required ? label : t("optional", { name: label })}</label>
      <input
        id={id}
        name={one.name}
        type={INPUTS[one.kind]}
        autocomplete={FILLED_BY[one.kind]}
        maxLength={300}
        value={value}
        required={one.is_required}
        aria-invalid={!!wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        list={undefined}
        onInput={(event) => type(one.name, event.currentTarget.value)}
      />
      <Wrongness id={id} wrong={wrong} />
    </p>
  );
}

function Consent({ form, value, wrong, type }: LineGiven & { form: FormForVisitor }) {
  const { t } = useMoreWords();
  const id = "contact-consent";
  return (
    <div class="field">
      <label class="agree">
        <input
          type="checkbox"
          name={CONSENT}
          required
          // What was agreed to is this text and no other: a changed one has to be agreed to anew.
          checked={value === form.consent}
          aria-invalid={!!wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={(event) => type(CONSENT, event.currentTarget.checked ? form.consent : "")}
        />
        <span>
          {form.consent}{" "}
          {form.consent_link && (
            <a href={form.consent_link} target="_blank" rel="noopener noreferrer">
              {t("consent_more")}
            </a>
          )}
        </span>
      </label>
      <Wrongness id={id} wrong={wrong} />
    </div>
  );
}

function Wrongness({ id, wrong }: { id: string; wrong: MoreKey | undefined }) {
  const { t } = useMoreWords();
  if (!wrong) return null;
  return (
    <span id={`${id}-wrong`} class="mark bad" role="alert">
      {t(wrong)}
    </span>
  );
}

/** Nothing may be written before it is given. */
function isRequired({ when, consent, fields }: FormForVisitor): boolean {
  return when === "before" && (!!consent || fields.some((one) => one.is_required));
}

/** What was given and not taken stands in the form, also after a reload. */
function valuesOf(deed: Done | undefined): Values {
  if (deed?.op.type !== "contact.give" || deed.isTaken) return {};
  const { type: _, attributes, ...facts } = deed.op;
  return { ...facts, ...attributes } as Values;
}

/** What has to be mended before it is worth sending; the server judges again. */
export function missing(form: FormForVisitor, values: Values): Wrong {
  const found: Record<string, MoreKey> = {};
  for (const { name, kind, is_required } of form.fields) {
    const value = values[name]?.trim() ?? "";
    if (is_required && !value) found[name] = "needed";
    else if (kind === "email" && value && !/^[^\s@]+@[^\s@]+$/.test(value)) found[name] = "not_an_email";
  }
  if (form.consent && values[CONSENT] !== form.consent) found[CONSENT] = "agree";
  return found;
}

function told({ fields, consent }: FormForVisitor, values: Values) {
  const of = (kind: FieldForVisitor["kind"]) =>
    fields.filter((one) => one.kind === kind).map((one) => [one.name, (values[one.name] ?? "").trim()] as const);
  const facts = Object.fromEntries([...of("name"), ...of("email"), ...of("phone")]);
  const { name = "", email = "", phone = "" } = facts;
  const attributes = Object.fromEntries(of("attribute").filter(([, value]) => value));
  const agreed = values[CONSENT] === consent ? consent : "";
  return { type: "contact.give" as const, name, email, phone, attributes, consent: agreed };
}

const CODES: Record<string, MoreKey> = {
  contact_required: "needed",
  not_an_email: "not_an_email",
  too_long: "too_long",
  consent_changed: "consent_changed",
};

/** At its field, or below the form. */
function refusedAt(refusal: Refusal | undefined): Wrong {
  if (!refusal) return {};
  const field = refusal.field.startsWith("contact.") ? refusal.field.slice("contact.".length) : "";
  const why = field === CONSENT && refusal.code === "contact_required" ? "agree" : (CODES[refusal.code] ?? "refused");
  return { [field]: why };
}
