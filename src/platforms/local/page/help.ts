import { html, type View } from "./html.ts";
import { Modal } from "./modal.ts";
import { set } from "./store.ts";
import { SHORTCUTS, T } from "./texts.ts";
import { useSay } from "./use.ts";

const APPLE = /mac|iphone|ipad/i;

/** The keys as they are called on the reader's own keyboard. */
function keyName(key: string): string {
  if (!APPLE.test(navigator.userAgent)) return key;
  return { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }[key] ?? key;
}

export function Help(): View {
  const say = useSay();
  return html`
    <${Modal} kind="help" title=${say(T.shortcuts)} onClose=${() => set({ overlay: null })}>
      ${SHORTCUTS.map(
        ({ title, rows }) => html`
          <section>
            <h3>${say(title)}</h3>
            <dl>
              ${rows.map(
                ({ keys, does }) =>
                  html`<div>
                    <dt>${keys.map((key) => html`<kbd>${keyName(key)}</kbd>`)}</dt>
                    <dd>${say(does)}</dd>
                  </div>`,
              )}
            </dl>
          </section>
        `,
      )}
    <//>
  `;
}
