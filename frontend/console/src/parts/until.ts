/** Until when something is put off: the times that are offered, in the zone of this agent's clock, and how a time is said. */
import type { Ms } from "@zuruf/protocol/types";
import type { Key } from "../i18n/words";

const HOUR: Ms = 3_600_000;
const YEAR: Ms = 366 * 24 * HOUR;
const MORNING = 9;
const AFTERNOON = 14;

export interface Offer {
  key: Key & `snooze.${string}`;
  at: Ms;
}

/** In an hour, this afternoon while it is morning, tomorrow at nine, on Monday at nine. */
export function offersAt(now: Ms): Offer[] {
  const offers: Offer[] = [{ key: "snooze.in_an_hour", at: now + HOUR }];
  const afternoon = atHour(now, 0, AFTERNOON);
  if (afternoon - now > 2 * HOUR) offers.push({ key: "snooze.this_afternoon", at: afternoon });
  offers.push({ key: "snooze.tomorrow", at: atHour(now, 1, MORNING) });
  const monday = (8 - new Date(now).getDay()) % 7 || 7;
  if (monday > 1) offers.push({ key: "snooze.next_monday", at: atHour(now, monday, MORNING) });
  return offers;
}

/** By the calendar, so that a change of the clock does not move the hour. */
function atHour(now: Ms, days: number, hour: number): Ms {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(hour, 0, 0, 0);
}

/** What an input for date and time says, in this clock's zone; null for no time, and for one the server would refuse. */
export function readTime(text: string, now: Ms): Ms | null {
  const at = new Date(text).getTime();
  return at > now && at - now <= YEAR ? at : null;
}

/** As an input for date and time wants it. */
export function writtenTime(at: Ms): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The hour alone today, with the day this week, with the date after it. */
export function untilText(at: Ms, now: Ms, language: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const isThisWeek = at < atHour(now, 6, 24);
  const day = isToday ? {} : isThisWeek ? DAY : DATE;
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}

const DAY = { weekday: "short" } as const;
const DATE = { weekday: "short", day: "numeric", month: "short" } as const;
