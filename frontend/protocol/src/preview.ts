// What the console's settings say to the widget's frame when it is shown there to be looked at: how it would be, nothing of anybody.
import type { ModeSignal } from "./types";

export interface Preview {
  zuruf: 1;
  say: "preview";
  language: string;
  /** `#rrggbb`. */
  colour: string;
  mode: ModeSignal;
}
