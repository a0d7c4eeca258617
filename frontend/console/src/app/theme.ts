/** Light or dark: the system's choice unless the agent made one; remembered here so that the first paint is right. */
export type Theme = "system" | "light" | "dark";

const KEPT = "zuruf.theme";

export function keptTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function showTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
