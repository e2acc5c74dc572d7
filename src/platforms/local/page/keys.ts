import { useEffect } from "preact/hooks";
import { go } from "./actions.ts";
import { compose } from "./compose.ts";
import { get, set } from "./store.ts";

// What F6 goes through, in the order in which it stands on the page.
const AREAS = [".sidebar [aria-current]", ".main .entry:last-of-type", ".main textarea", ".thread .entry:last-of-type", ".thread textarea"];
const REGIONS = [".sidebar", ".main .scroll", ".main .composer", ".thread .scroll", ".thread .composer"];

const typing = (): boolean => document.activeElement?.matches("input:not([type=radio]), textarea, select") === true;
const dialogOpen = (): boolean => document.querySelector("dialog[open]") !== null;

/** The next area from where the focus is; areas that are not there, or hidden, are passed over. */
function cycle(step: 1 | -1): void {
  const here = REGIONS.findIndex((region) => document.activeElement?.closest(region) != null);
  for (let n = 1; n <= AREAS.length; n += 1) {
    const at = (here + step * n + AREAS.length * 2) % AREAS.length;
    const target = document.querySelector<HTMLElement>(AREAS[at] ?? "");
    if (target === null || target.checkVisibility({ visibilityProperty: true }) === false) continue;
    target.focus();
    return;
  }
}

function neighbour(step: 1 | -1): void {
  const { channels, channel } = get();
  const at = channels.findIndex(({ id }) => id === channel);
  const next = channels[(at + step + channels.length) % channels.length];
  if (next !== undefined) go(next.id, null);
}

function wanted(e: KeyboardEvent): (() => void) | undefined {
  const command = e.ctrlKey || e.metaKey;
  if (command && !e.shiftKey && !e.altKey) {
    if (e.key.toLowerCase() === "k") return () => set({ overlay: get().overlay === "jump" ? null : "jump" });
    if (e.key === "/") return () => set({ overlay: "help" });
    return undefined;
  }
  if (dialogOpen()) return undefined;
  if (e.key === "Escape" && get().menu) return () => set({ menu: false });
  if (e.altKey && !command && e.key === "ArrowUp") return () => neighbour(-1);
  if (e.altKey && !command && e.key === "ArrowDown") return () => neighbour(1);
  if (e.key === "F6") return () => cycle(e.shiftKey ? -1 : 1);
  if (typing() || e.altKey || command) return undefined;
  if (e.key === "/") return () => compose("/");
  if (e.key === "?") return () => set({ overlay: "help" });
  return undefined;
}

/** Keys that work wherever the focus is. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.isComposing) return;
      const act = wanted(e);
      if (act === undefined) return;
      e.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** Keys in a list of messages: arrows walk, Enter opens the thread, Escape goes back to the composer. */
export function walk(e: KeyboardEvent, open: (id: number) => void): void {
  const entry = e.target as HTMLElement;
  // A button or a table in a message has the keys for itself.
  if (!entry.matches(".entry") || e.altKey || e.ctrlKey || e.metaKey) return;
  const entries = [...(e.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".entry")];
  const at = entries.indexOf(entry);
  const to = { ArrowUp: at - 1, k: at - 1, ArrowDown: at + 1, j: at + 1, Home: 0, End: entries.length - 1 }[e.key];
  if (to !== undefined) {
    e.preventDefault();
    const next = entries[Math.max(0, Math.min(entries.length - 1, to))];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  } else if (e.key === "Enter") {
    e.preventDefault();
    open(Number(entry.id.replace(/^\D+/, "")));
  } else if (e.key === "Escape" && entry.closest(".thread") === null) {
    e.preventDefault();
    compose("");
  }
}
