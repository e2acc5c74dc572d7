import type { WireEvent } from "../wire.ts";
import { loadPatiently, receive, tell } from "./actions.ts";
import { set } from "./store.ts";

// Browsers open at most six connections to one host; tabs that nobody looks at give theirs back after a while.
const HIDDEN_MS = 300_000;

/** Listens to what happens, from `position` on; after a break it gets what it missed, after a long one it loads afresh. */
export function listen(position: string): void {
  let last = position;
  let source: EventSource | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    if (source !== undefined) return;
    source = new EventSource(`/local/events?last=${encodeURIComponent(last)}`);
    source.addEventListener("open", () => set({ online: true }));
    source.addEventListener("error", () => {
      set({ online: false });
      // A server that answers with an error ends the browser's own attempts.
      if (source?.readyState === EventSource.CLOSED) {
        close();
        setTimeout(open, 2000);
      }
    });
    source.addEventListener("message", (e: MessageEvent<string>) => {
      if (e.lastEventId !== "") last = e.lastEventId;
      receive(JSON.parse(e.data) as WireEvent);
    });
    source.addEventListener("reset", () => {
      close();
      loadPatiently().then((now) => {
        last = now;
        open();
      }, tell);
    });
  };
  const close = (): void => {
    source?.close();
    source = undefined;
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(close, HIDDEN_MS);
    else open();
  });
  open();
}
