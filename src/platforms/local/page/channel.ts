import { useEffect, useState } from "preact/hooks";
import { drop, loadRoots, openRoots, openThread, tell } from "./actions.ts";
import { Composer } from "./composer.ts";
import { EntryList } from "./entries.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { walk } from "./keys.ts";
import { useStickToEnd } from "./scroll.ts";
import { set } from "./store.ts";
import { T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";
import { Waiting } from "./waiting.ts";
import { Welcome } from "./welcome.ts";

/** Files dragged over the window: a count of enters and leaves, since they come from every child as well. */
function useDropZone(threadId: number | null): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes("Files") ?? false;
    const move = (by: number) => (e: DragEvent) => {
      if (!hasFiles(e)) return;
      e.preventDefault();
      depth += by;
      setOver(depth > 0);
    };
    const enter = move(1);
    const leave = move(-1);
    const stay = move(0);
    const land = (e: DragEvent): void => {
      if (!hasFiles(e)) return;
      e.preventDefault();
      depth = 0;
      setOver(false);
      drop([...(e.dataTransfer?.files ?? [])], threadId).catch(tell);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", stay);
    window.addEventListener("drop", land);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", stay);
      window.removeEventListener("drop", land);
    };
  }, [threadId]);
  return over;
}

export function Channel(): View {
  const { channels, channel, roots, broken, online, threadId, account } = useStore();
  const say = useSay();
  const over = useDropZone(threadId);
  const list = roots[channel];
  const newest = list?.entries.at(-1);
  const [loading, setLoading] = useState(false);
  const { ref, below, down } = useStickToEnd([channel, list === undefined], newest?.id, newest?.author === account);
  const lost = list === undefined && broken.includes(channel);
  const current = channels.find(({ id }) => id === channel);
  const first = list?.entries[0]?.id;
  const earlier = async (): Promise<void> => {
    const box = ref.current;
    const height = box?.scrollHeight ?? 0;
    setLoading(true);
    await loadRoots(channel, first).catch(tell);
    setLoading(false);
    // What the person was reading stays where it is.
    requestAnimationFrame(() => {
      if (box !== null) box.scrollTop += box.scrollHeight - height;
    });
  };
  return html`
    <main class="main">
      <header>
        <button class="ghost menu" aria-label=${say(T.menu)} onClick=${() => set({ menu: true })}><${Icon} name="menu" /></button>
        <h1><span class="hash" aria-hidden="true">#</span>${current === undefined ? channel : say(current.title)}</h1>
        ${current?.topic == null ? null : html`<p>${say(current.topic)}</p>`}
        ${online ? null : html`<span class="offline" role="status"><i class="spin" aria-hidden="true"></i>${say(T.offline)}</span>`}
      </header>
      <div class="scroll" ref=${ref}>
        <div
          class="stream"
          role="log"
          aria-live="polite"
          aria-label=${say(T.messages)}
          onKeyDown=${(e: KeyboardEvent) => walk(e, openThread)}
        >
          ${list === undefined && !lost ? html`<${Waiting} />` : null}
          ${
            lost
              ? html`<div class="empty" role="alert">
                  <p>${say(T.notLoaded)}</p>
                  <button class="press plain" onClick=${() => void openRoots(channel)}>${say(T.retry)}</button>
                </div>`
              : null
          }
          ${
            list !== undefined && !list.complete
              ? html`<button class="earlier" disabled=${loading} onClick=${earlier}>${say(loading ? T.loading : T.earlier)}</button>`
              : null
          }
          ${list?.complete === true && list.entries.length === 0 ? html`<${Welcome} />` : null}
          <${EntryList} entries=${list?.entries ?? []} threadId=${null} channel=${channel} />
        </div>
      </div>
      ${below ? html`<button class="below" onClick=${down}>${say(T.newBelow)} ↓</button>` : null}
      <${Composer} key=${channel} threadId=${null} />
      ${
        over
          ? html`<div class="drop">
              <div><${Icon} name="drop" size=${36} /><strong>${say(T.dropHere)}</strong><span>${say(T.dropHint)}</span></div>
            </div>`
          : null
      }
    </main>
  `;
}
