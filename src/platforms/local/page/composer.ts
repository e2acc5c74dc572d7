import { useEffect, useRef, useState } from "preact/hooks";
import type { WireCommand } from "../wire.ts";
import { drop, say as send, tell } from "./actions.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

const HISTORY = "purser.history";
const REMEMBERED = 100;
const SHOWN = 8;

function history(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((line): line is string => typeof line === "string") : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function remember(text: string): void {
  const kept = history().filter((line) => line !== text);
  localStorage.setItem(HISTORY, JSON.stringify([...kept, text].slice(-REMEMBERED)));
}

/** Commands that what was typed may become; none once the name is complete and arguments follow. */
export function completions(text: string, commands: readonly WireCommand[]): readonly WireCommand[] {
  if (!/^\/\S*$/.test(text)) return [];
  const start = text.slice(1).toLowerCase();
  return commands.filter(({ name }) => name.startsWith(start)).slice(0, SHOWN);
}

export function Composer({ threadId }: { readonly threadId: number | null }): View {
  const { commands, lang } = useStore();
  const say = useSay();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [hushed, setHushed] = useState(false);
  const [back, setBack] = useState(0);
  const box = useRef<HTMLTextAreaElement | null>(null);
  const picker = useRef<HTMLInputElement | null>(null);

  const matches = hushed ? [] : completions(text, commands);
  const named = commands.find(({ name }) => new RegExp(`^/${name}\\s`, "i").test(text));
  const active = Math.min(chosen, matches.length - 1);

  useEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }, [text]);
  useEffect(() => {
    // A finger that opens a channel does not want the keyboard to cover it.
    if (matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);

  const write = (value: string): void => {
    setText(value);
    setChosen(0);
    setHushed(false);
  };
  const complete = (command: WireCommand): void => {
    write(`/${command.name} `);
    box.current?.focus();
  };
  const submit = async (): Promise<void> => {
    const said = text.trim();
    if (said === "") return;
    remember(said);
    setBack(0);
    write("");
    if (!(await send(said, threadId))) write(said);
  };
  const recall = (steps: number): void => {
    const lines = history();
    const at = Math.max(0, Math.min(lines.length, back + steps));
    setBack(at);
    setText(at === 0 ? "" : (lines.at(-at) ?? ""));
    setHushed(true);
  };
  const onKey = (e: KeyboardEvent): void => {
    // While a Chinese input method is composing, Enter and arrows are its own.
    if (e.isComposing || e.keyCode === 229) return;
    const command = matches[active];
    const take = (act: () => void): void => {
      e.preventDefault();
      act();
    };
    if (command !== undefined && e.key === "ArrowDown") take(() => setChosen((active + 1) % matches.length));
    else if (command !== undefined && e.key === "ArrowUp") take(() => setChosen((active + matches.length - 1) % matches.length));
    else if (command !== undefined && e.key === "Escape") take(() => setHushed(true));
    else if (command !== undefined && (e.key === "Tab" || (e.key === "Enter" && text !== `/${command.name}`)))
      take(() => complete(command));
    else if (e.key === "Enter" && !e.shiftKey) take(() => void submit());
    else if (e.key === "ArrowUp" && (text === "" || back > 0)) take(() => recall(1));
    else if (e.key === "ArrowDown" && back > 0) take(() => recall(-1));
  };
  const picked = (e: Event): void => {
    const input = e.currentTarget as HTMLInputElement;
    drop([...(input.files ?? [])], threadId).catch(tell);
    input.value = "";
  };

  return html`
    <div class="composer">
      ${
        matches.length > 0
          ? html`<ul class="completions" role="listbox" id=${`completions-${threadId ?? 0}`}>
              ${matches.map(
                (command, i) => html`
                  <li
                    role="option"
                    id=${`completion-${threadId ?? 0}-${i}`}
                    key=${command.name}
                    aria-selected=${i === active}
                    onMouseDown=${(e: Event) => {
                      e.preventDefault();
                      complete(command);
                    }}
                  >
                    <code>/${command.name}</code> <span>${say(command.summary)}</span>
                  </li>
                `,
              )}
            </ul>`
          : null
      }
      ${named === undefined ? null : html`<p class="usage"><code>/${named.name} ${named.usage[lang]}</code></p>`}
      <div class="field">
        <button class="ghost" aria-label=${say(T.attach)} title=${say(T.attach)} onClick=${() => picker.current?.click()}>
          <${Icon} name="attach" />
        </button>
        <input type="file" multiple hidden ref=${picker} onChange=${picked} />
        <textarea
          ref=${box}
          rows="1"
          value=${text}
          aria-label=${say(T.composer)}
          aria-controls=${`completions-${threadId ?? 0}`}
          aria-activedescendant=${matches.length > 0 ? `completion-${threadId ?? 0}-${active}` : undefined}
          placeholder=${say(threadId === null ? T.placeholder : T.placeholderThread)}
          onInput=${(e: Event) => {
            write((e.currentTarget as HTMLTextAreaElement).value);
            setBack(0);
          }}
          onKeyDown=${onKey}
        ></textarea>
        <button class="send" aria-label=${say(T.send)} title=${say(T.send)} disabled=${text.trim() === ""} onClick=${() => void submit()}>
          <${Icon} name="send" />
        </button>
      </div>
    </div>
  `;
}
