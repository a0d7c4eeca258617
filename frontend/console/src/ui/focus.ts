/** As a ref: what has just been opened for typing has the cursor. */
export function focused(element: HTMLElement | null): void {
  element?.focus();
}
