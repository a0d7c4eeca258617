/** Whether a key belongs to an input method, which is choosing letters with it: such an Enter or Escape is not for the field. */
import type { KeyboardEvent } from "react";

// Safari ends the composition before it tells of the key that ended it; 229 is all that is left to know it by.
export const isComposing = ({ nativeEvent: { isComposing: is, keyCode } }: KeyboardEvent) => is || keyCode === 229;
