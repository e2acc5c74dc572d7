import { html, type View } from "./html.ts";
import { T } from "./texts.ts";
import { useSay } from "./use.ts";

/** Where messages will stand. */
export function Waiting(): View {
  const say = useSay();
  return html`
    <div class="waiting" role="status">
      <span class="unseen">${say(T.loading)}</span>
      ${[1, 2].map(() => html`<div class="ghostly" aria-hidden="true"><i></i><i></i><i></i></div>`)}
    </div>
  `;
}
