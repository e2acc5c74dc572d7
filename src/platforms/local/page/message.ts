import type { Basis } from "../../../message/message.ts";
import type { Text } from "../../../domain/value.ts";
import type { WireEntry, WireMessage } from "../wire.ts";
import { BlockView } from "./blocks.ts";
import { PressButton } from "./buttons.ts";
import { html, type View } from "./html.ts";
import { storeCount, T, TONES } from "./texts.ts";
import { useSay, useStore } from "./use.ts";
import { words } from "./words.ts";

const MANY_STORES = 3;

function BasisLine({ basis }: { readonly basis: Basis }): View {
  const { lang } = useStore();
  const say = useSay();
  const { asOf, stores = [], dateBasis, coverage, sources = [], policies = [], notes = [] } = basis;
  const comma = lang === "zh" ? "、" : ", ";
  const covered = coverage === undefined ? undefined : `${coverage.covered}/${coverage.of} ${say(coverage.unit)}`;
  const list = (texts: readonly Text[]): View =>
    texts.length === 1 && texts[0] !== undefined
      ? say(texts[0])
      : html`<ul>
          ${texts.map((t) => html`<li>${say(t)}</li>`)}
        </ul>`;
  const rows: readonly (readonly [Text, View])[] = [
    ...(asOf === undefined ? [] : [[T.asOf, asOf] as const]),
    ...(stores.length === 0 ? [] : [[T.stores, stores.join(comma)] as const]),
    ...(dateBasis === undefined ? [] : [[T.dateBasis, say(dateBasis)] as const]),
    ...(covered === undefined ? [] : [[T.coverage, covered] as const]),
    ...(sources.length === 0 ? [] : [[T.sources, list(sources)] as const]),
    ...(policies.length === 0 ? [] : [[T.policies, list(policies)] as const]),
    ...(notes.length === 0 ? [] : [[T.notes, list(notes)] as const]),
  ];
  if (rows.length === 0) return null;
  const short = [
    asOf === undefined ? undefined : `${say(T.asOf)} ${asOf}`,
    stores.length === 0 ? undefined : stores.length <= MANY_STORES ? stores.join(comma) : say(storeCount(stores.length)),
    covered,
  ].filter((part) => part !== undefined);
  return html`
    <details class="basis">
      <summary>${say(T.basis)}${short.length === 0 ? null : html`<span> · ${short.join(" · ")}</span>`}</summary>
      <dl>
        ${rows.map(
          ([label, content]) =>
            html`<div>
              <dt>${say(label)}</dt>
              <dd>${content}</dd>
            </div>`,
        )}
      </dl>
    </details>
  `;
}

/** A message as Purser said it, in the language that is chosen now. */
export function MessageCard({ entry, message }: { readonly entry: WireEntry; readonly message: WireMessage }): View {
  const say = useSay();
  const { title, tone, lead, blocks, buttons, basis } = message;
  const toneName = TONES[tone];
  return html`
    <div class=${`card ${tone}`}>
      <div class="head">
        <h3>${words(say(title))}</h3>
        ${toneName === null ? null : html`<span class="chip tone">${say(toneName)}</span>`}
        ${basis?.simulated === true ? html`<span class="chip simulated">${say(T.simulated)}</span>` : null}
      </div>
      ${lead === undefined ? null : html`<p class="lead">${words(say(lead))}</p>`}
      ${blocks.map((block, i) => html`<${BlockView} key=${i} entry=${entry} block=${block} index=${i} />`)}
      ${
        buttons.length === 0
          ? null
          : html`<div class="buttons">
              ${buttons.map((button, i) => html`<${PressButton} key=${i} entry=${entry} button=${button} />`)}
            </div>`
      }
      ${basis === undefined ? null : html`<${BasisLine} basis=${basis} />`}
    </div>
  `;
}
