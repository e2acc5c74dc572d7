import { useState } from "preact/hooks";
import type { Text } from "../../../domain/value.ts";
import { go } from "./actions.ts";
import { compose } from "./compose.ts";
import { html, type View } from "./html.ts";
import { Modal } from "./modal.ts";
import { get, set } from "./store.ts";
import { T } from "./texts.ts";
import { useSay } from "./use.ts";

interface Target {
  readonly key: string;
  readonly name: Text;
  readonly about: Text | null;
  readonly kind: Text;
  readonly go: () => void;
}

const HAN = /\p{Script=Han}/u;
const NOWHERE = 3;

function targets(): readonly Target[] {
  const { channels, commands } = get();
  return [
    ...channels.map(({ id, title, topic }): Target => ({
      key: `#${id}`,
      name: { zh: `# ${title.zh}`, en: `# ${title.en}` },
      about: topic,
      kind: T.channelKind,
      go: () => go(id, null),
    })),
    ...commands.map(({ name, summary }): Target => ({
      key: `/${name}`,
      name: { zh: `/${name}`, en: `/${name}` },
      about: summary,
      kind: T.commandKind,
      go: () => compose(`/${name} `, true),
    })),
  ];
}

/** Both languages are searched: whoever reads Chinese may well type `retro`. */
function rank({ key, name, about }: Target, text: string): number {
  const names = [key.slice(1), name.zh.replace(/^[#/] ?/u, ""), name.en.replace(/^[#/] ?/u, ""), key].map((part) => part.toLowerCase());
  if (names.some((part) => part.startsWith(text))) return 0;
  if (names.some((part) => part.includes(text))) return 1;
  const inside = text.length > 1 || HAN.test(text);
  return inside && [about?.zh, about?.en].some((part) => part?.toLowerCase().includes(text) === true) ? 2 : NOWHERE;
}

/** A channel or a command by a few letters of its name. */
export function Jump(): View {
  const say = useSay();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const wanted = text.trim().toLowerCase();
  const found = targets()
    .map((target) => ({ target, at: rank(target, wanted) }))
    .filter(({ at }) => at < NOWHERE)
    .toSorted((a, b) => a.at - b.at)
    .map(({ target }) => target);
  const active = Math.min(chosen, found.length - 1);
  const close = (): void => set({ overlay: null });
  const take = (target: Target | undefined): void => {
    if (target === undefined) return;
    close();
    // After the dialog gave the focus back.
    requestAnimationFrame(target.go);
  };
  const onKey = (e: KeyboardEvent): void => {
    if (e.isComposing || e.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step !== undefined && found.length > 0) setChosen((active + step + found.length) % found.length);
    else if (e.key === "Enter") take(found[active]);
    else return;
    e.preventDefault();
  };
  return html`
    <${Modal} kind="jump" label=${say(T.jump)} onClose=${close}>
      <input
        type="text"
        role="combobox"
        aria-label=${say(T.jumpTo)}
        aria-expanded="true"
        aria-controls="jump-list"
        aria-activedescendant=${found.length > 0 ? `jump-${active}` : undefined}
        placeholder=${say(T.jumpTo)}
        autocomplete="off"
        autofocus
        value=${text}
        onInput=${(e: Event) => {
          setText((e.currentTarget as HTMLInputElement).value);
          setChosen(0);
        }}
        onKeyDown=${onKey}
      />
      <ul role="listbox" id="jump-list" aria-label=${say(T.jump)}>
        ${found.map(
          (target, i) => html`
            <li role="option" id=${`jump-${i}`} key=${target.key} aria-selected=${i === active} onClick=${() => take(target)}>
              <strong>${say(target.name)}</strong>
              <span>${target.about === null ? "" : say(target.about)}</span>
              <em>${say(target.kind)}</em>
            </li>
          `,
        )}
      </ul>
      ${found.length === 0 ? html`<p class="quiet center">${say(T.nothingFound)}</p>` : null}
    <//>
  `;
}
