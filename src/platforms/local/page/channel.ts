import { useEffect, useRef, useState } from "preact/hooks";
import { drop, loadRoots, say as sayThere, tell } from "./actions.ts";
import { Composer } from "./composer.ts";
import { EntryList } from "./entries.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { set } from "./store.ts";
import { T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

function Welcome(): View {
  const { commands, channel } = useStore();
  const say = useSay();
  if (channel !== "ops")
    return html`<div class="empty">
      <p>${say(T.emptyChannel)}</p>
      <p class="quiet">${say(T.emptyChannelHint)}</p>
    </div>`;
  const examples = commands.flatMap((c) => (c.examples[0] === undefined ? [] : [{ text: c.examples[0], summary: c.summary }])).slice(0, 6);
  return html`
    <section class="welcome">
      <span class="mark" aria-hidden="true">P</span>
      <h1>${say(T.welcome)}</h1>
      <p>${say(T.welcomeLead)}</p>
      <ul>
        ${examples.map(
          ({ text, summary }) => html`
            <li>
              <button onClick=${() => sayThere(text, null).catch(tell)}><code>${text}</code><span>${say(summary)}</span></button>
            </li>
          `,
        )}
      </ul>
      <p class="quiet">${say(T.welcomeDrop)}</p>
    </section>
  `;
}

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

/** Keeps the end in view while the person is there, also when a picture arrives late; else says that something came. */
export function useStickToEnd(
  keys: readonly unknown[],
  last: unknown,
): { readonly ref: { current: HTMLDivElement | null }; readonly below: boolean; readonly down: () => void } {
  const ref = useRef<HTMLDivElement | null>(null);
  const stuck = useRef(true);
  const [below, setBelow] = useState(false);
  const down = (): void => {
    const box = ref.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
    stuck.current = true;
    setBelow(false);
  };
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
    });
    const onScroll = (): void => {
      stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
      if (stuck.current) setBelow(false);
    };
    watch.observe(box);
    for (const child of box.children) watch.observe(child);
    box.addEventListener("scroll", onScroll, { passive: true });
    down();
    return () => {
      watch.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, keys);
  useEffect(() => {
    if (stuck.current) down();
    else setBelow(true);
  }, [last]);
  return { ref, below, down };
}

export function Channel(): View {
  const { channels, channel, roots, online, threadId } = useStore();
  const say = useSay();
  const over = useDropZone(threadId);
  const list = roots[channel];
  const [loading, setLoading] = useState(false);
  const { ref, below, down } = useStickToEnd([channel, list === undefined], list?.entries.at(-1)?.id);
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
        <h1><span class="hash">#</span>${current === undefined ? channel : say(current.title)}</h1>
        ${current?.topic == null ? null : html`<p>${say(current.topic)}</p>`}
        ${online ? null : html`<span class="offline" role="status">${say(T.offline)}</span>`}
      </header>
      <div class="scroll" ref=${ref}>
        <div class="stream" role="log" aria-live="polite">
          ${list === undefined ? html`<p class="quiet center">${say(T.loading)}</p>` : null}
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
