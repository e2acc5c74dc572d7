import { useEffect } from "preact/hooks";
import { closeThread } from "./actions.ts";
import { Composer } from "./composer.ts";
import { EntryList } from "./entries.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { walk } from "./keys.ts";
import { useStickToEnd } from "./scroll.ts";
import { T } from "./texts.ts";
import { Waiting } from "./waiting.ts";
import { useSay, useStore } from "./use.ts";

export function ThreadPanel({ root }: { readonly root: number }): View {
  const { threads, channel, working, account } = useStore();
  const say = useSay();
  const entries = threads[root];
  const newest = entries?.at(-1);
  const busy = working.filter((w) => w.threadId === root).length;
  const { ref } = useStickToEnd([entries === undefined], `${newest?.id ?? 0} ${busy}`, newest?.author === account);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key === "Escape" && !e.defaultPrevented && document.querySelector("dialog[open]") === null) closeThread();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
      // Whoever read the thread goes on where it began.
      const here = document.activeElement;
      if (here === document.body || here?.closest(".thread") != null)
        document.getElementById(`entry-${root}`)?.focus({ preventScroll: true });
    };
  }, []);
  return html`
    <aside class="thread" aria-label=${say(T.thread)}>
      <header>
        <h2>${say(T.thread)}</h2>
        <button class="ghost" aria-label=${say(T.close)} onClick=${closeThread}><${Icon} name="close" /></button>
      </header>
      <div class="scroll" ref=${ref}>
        <div class="stream" role="log" aria-label=${say(T.thread)} onKeyDown=${(e: KeyboardEvent) => walk(e, () => {})}>
          ${entries === undefined ? html`<${Waiting} />` : html`<${EntryList} entries=${entries} threadId=${root} channel=${channel} />`}
        </div>
      </div>
      <${Composer} key=${root} threadId=${root} />
    </aside>
  `;
}
