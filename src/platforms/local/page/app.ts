import { useEffect } from "preact/hooks";
import { Channel } from "./channel.ts";
import { html, type View } from "./html.ts";
import { Help } from "./help.ts";
import { Icon } from "./icons.ts";
import { Jump } from "./jump.ts";
import { useShortcuts } from "./keys.ts";
import { Sidebar } from "./sidebar.ts";
import { set } from "./store.ts";
import { T } from "./texts.ts";
import { ThreadPanel } from "./thread.ts";
import { useSay, useStore } from "./use.ts";

const NOTICE_MS = 9000;

function Notice(): View {
  const { notice } = useStore();
  const say = useSay();
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => set({ notice: null }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  if (notice === null) return null;
  return html`
    <div class="notice" role="alert">
      <p>${say(notice.text)}${notice.hint === null ? null : html`<span>${say(notice.hint)}</span>`}</p>
      <button class="ghost" aria-label=${say(T.close)} onClick=${() => set({ notice: null })}><${Icon} name="close" size=${16} /></button>
    </div>
  `;
}

export function App(): View {
  const { menu, threadId, loaded, online, overlay } = useStore();
  const say = useSay();
  useShortcuts();
  useEffect(() => {
    // On a telephone: what was opened has the focus.
    if (menu) document.querySelector<HTMLElement>(".sidebar [aria-current]")?.focus();
  }, [menu]);
  // Which language to speak is not known before the first answer, so nothing is said, unless the answer does not come.
  if (!loaded) return online ? null : html`<p class="away" role="status">${T.offline.zh}<br />${T.offline.en}</p>`;
  return html`
    <div class=${`frame${menu ? " menu-open" : ""}${threadId === null ? "" : " thread-open"}`}>
      <${Sidebar} />
      ${menu ? html`<button class="veil" aria-label=${say(T.close)} onClick=${() => set({ menu: false })}></button>` : null}
      <${Channel} />
      ${threadId === null ? null : html`<${ThreadPanel} key=${threadId} root=${threadId} />`}
      <${Notice} />
      ${overlay === "help" ? html`<${Help} />` : null} ${overlay === "jump" ? html`<${Jump} />` : null}
    </div>
  `;
}
