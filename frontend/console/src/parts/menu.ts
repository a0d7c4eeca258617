/** Opening the main menu from a screen's header, where the rail does not fit. */
import { createContext, useContext } from "react";

const Context = createContext<() => void>(() => undefined);
export const MenuProvider = Context.Provider;

export function useMenu(): () => void {
  return useContext(Context);
}
