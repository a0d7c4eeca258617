// Everything about files that comes with the first of them: those of messages, and those being attached.
import { carrier, Uploads } from "@zuruf/protocol/uploads";
import css from "./files.css?inline";
import { token } from "./storage";
import { wear } from "./wear";

export { Attached } from "./Attached";
export { Files, PendingFiles } from "./Files";

wear(css);

export function uploadsFor(key: string, changed: () => void): Uploads {
  const uploads = new Uploads(carrier("/widget/files", () => ({ Authorization: `Bearer ${token.of(key)}` })));
  uploads.subscribe(changed);
  return uploads;
}
