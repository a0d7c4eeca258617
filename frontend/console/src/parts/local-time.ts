/** What a visitor's clock shows. */

/** "14:05", with the weekday where it is not ours; "" for a zone nobody knows: the visitor's side says what it is. */
export function localTime(at: number, zone: string, language: string): string {
  if (!zone) return "";
  const written = (options: Intl.DateTimeFormatOptions, timeZone?: string) =>
    new Intl.DateTimeFormat(language, { ...options, ...(timeZone ? { timeZone } : {}) }).format(at);
  try {
    const isOtherDay = written({ weekday: "short" }, zone) !== written({ weekday: "short" });
    return written({ hour: "2-digit", minute: "2-digit", ...(isOtherDay ? { weekday: "short" } : {}) }, zone);
  } catch {
    return "";
  }
}
