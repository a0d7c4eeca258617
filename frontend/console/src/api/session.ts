/** Who is signed in, and how somebody gets in: password, the owner's first link, an invitation. */
import type { AgentView, Presence, WorkspaceChanged } from "@zuruf/protocol/types";
import { change, get, rememberCsrf } from "./http";

export interface Preferences {
  theme?: "system" | "light" | "dark";
  sound?: "on" | "off";
  notifications?: "on" | "off";
  /** Whether single characters are shortcuts (WCAG 2.1.4). */
  letters?: "on" | "off";
}

export interface Session {
  agent: AgentView;
  workspace: WorkspaceChanged;
  csrf: string;
  language: string;
  preferences: Preferences;
}

export interface SetupForm {
  token: string;
  workspace_name: string;
  name: string;
  email: string;
  password: string;
  language: string;
}

export interface InvitationForm {
  token: string;
  password: string;
  name?: string;
  language?: string;
}

/** A one-time link that still works, with what the inviter typed; a Problem `link_invalid` for every other. */
export interface Link {
  kind: "setup" | "invitation" | "reset";
  name: string;
  email: string;
}

/** Uses nothing up. The token travels in the body, which no log keeps. */
export function lookAtLink(token: string): Promise<Link> {
  return change<Link>("POST", "/api/links/look", { token });
}

/** The session of this browser, or null when nobody is signed in. */
export async function currentSession(): Promise<Session | null> {
  const session = await get<Session | null>("/api/session");
  return session && begin(session);
}

/** Whether this agent is signed in, maybe in another tab since; changes are then sent as theirs. */
export async function isStill(agent: string): Promise<boolean> {
  const session = await get<Session | null>("/api/session");
  if (session?.agent.id !== agent) return false;
  begin(session);
  return true;
}

export async function signIn(email: string, password: string): Promise<Session> {
  return begin(await change<Session>("POST", "/api/session", { email, password }));
}

export async function setUp(form: SetupForm): Promise<Session> {
  return begin(await change<Session>("POST", "/api/setup", form));
}

export async function acceptInvitation(form: InvitationForm): Promise<Session> {
  return begin(await change<Session>("POST", "/api/invitations/accept", form));
}

export async function signOut(): Promise<void> {
  await change("DELETE", "/api/session");
  rememberCsrf("");
}

export const me = {
  change: (body: { name?: string; language?: string; preferences?: Preferences }) => change("PATCH", "/api/me", body),
  picture: (file: Blob | null) =>
    change<{ picture: string }>(file ? "PUT" : "DELETE", "/api/me/picture", file ?? undefined),
  presence: (presence: Presence) => change("PUT", "/api/me/presence", { presence }),
};

function begin(session: Session): Session {
  rememberCsrf(session.csrf);
  return session;
}
