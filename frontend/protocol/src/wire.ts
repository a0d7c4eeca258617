/** What plain texts and numbers on the wire mean. */

export type Id = string;
/** Milliseconds UTC, or so many of them. */
export type Ms = number;
/** An actor as `kind:id`, e.g. `agent:agt_…`; "" for nobody. */
export type Signed = string;
