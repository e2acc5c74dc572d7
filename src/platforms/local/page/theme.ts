import { set, type Theme } from "./store.ts";

// The server reads it, so that the first bytes are already light or dark.
const COOKIE = "purser-theme";
const YEAR_S = 31_536_000;

/** What the page was made with. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

export function chooseTheme(chosen: Theme): void {
  document.documentElement.dataset["theme"] = chosen;
  document.cookie = `${COOKIE}=${chosen === "system" ? "" : chosen}; path=/; max-age=${chosen === "system" ? 0 : YEAR_S}; samesite=strict`;
  set({ theme: chosen });
}
