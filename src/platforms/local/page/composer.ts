import { useEffect, useRef, useState } from "preact/hooks";
import { drop, say as send, tell } from "./actions.ts";
import { commandOf, type Proposal } from "./complete.ts";
import { draftOf, history, keepDraft, remember } from "./history.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { Proposals, useProposals } from "./proposals.ts";
import { T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

const TALLEST_PX = 200;

function Hints({ completing }: { readonly completing: boolean }): View {
  const say = useSay();
  return html`
    <p class="hints" aria-hidden="true">
      ${completing ? html`<span><kbd>Tab</kbd> ${say(T.takeHint)}</span>` : null}
      <span><kbd>Enter</kbd> ${say(T.typeHint)}</span>
      <span><kbd>Shift</kbd><kbd>Enter</kbd> ${say(T.lineHint)}</span>
    </p>
  `;
}

export function Composer({ threadId }: { readonly threadId: number | null }): View {
  const { commands, channel, lang } = useStore();
  const say = useSay();
  const place = `${channel}/${threadId ?? ""}`;
  const [text, setText] = useState(draftOf(place));
  const [chosen, setChosen] = useState(-1);
  const [hushed, setHushed] = useState(false);
  const [back, setBack] = useState(0);
  const box = useRef<HTMLTextAreaElement | null>(null);
  const picker = useRef<HTMLInputElement | null>(null);
  const list = `completions-${threadId ?? 0}`;

  const proposed = useProposals(text);
  const found = hushed ? [] : proposed;
  const named = commandOf(text, commands);
  // A name that is only begun cannot be sent, so the first that fits is taken; arguments may be left as they are.
  const active = Math.min(named === undefined ? Math.max(0, chosen) : chosen, found.length - 1);

  useEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
  }, [text]);
  useEffect(() => {
    // A finger that opens a channel does not want the keyboard to cover it.
    if (matchMedia("(pointer: fine)").matches) box.current?.focus();
  }, []);

  const write = (value: string): void => {
    setText(value);
    keepDraft(place, value);
    setChosen(-1);
    setHushed(false);
  };
  const complete = (proposal: Proposal): void => {
    write(proposal.line);
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
  const move = (step: 1 | -1): void => {
    const from = active < 0 && step < 0 ? 0 : active;
    setChosen((from + step + found.length) % found.length);
  };
  const onKey = (e: KeyboardEvent): void => {
    // While a Chinese input method is composing, Enter and arrows are its own; with these keys the page has its own plans.
    if (e.isComposing || e.keyCode === 229 || e.altKey || e.ctrlKey || e.metaKey) return;
    const proposal = found[active];
    const first = proposal ?? found[0];
    const take = (act: () => void): void => {
      e.preventDefault();
      act();
    };
    if (found.length > 0 && e.key === "ArrowDown") take(() => move(1));
    else if (found.length > 0 && e.key === "ArrowUp") take(() => move(-1));
    else if (found.length > 0 && e.key === "Escape") take(() => setHushed(true));
    else if (first !== undefined && e.key === "Tab" && !e.shiftKey) take(() => complete(first));
    else if (proposal !== undefined && e.key === "Enter" && !e.shiftKey && `${text} ` !== proposal.line) take(() => complete(proposal));
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
      ${found.length > 0 ? html`<${Proposals} id=${list} found=${found} active=${active} take=${complete} />` : null}
      ${named === undefined ? null : html`<p class="usage"><code>/${named.name} ${named.usage[lang]}</code></p>`}
      <div class="field">
        <button class="ghost" aria-label=${say(T.attach)} title=${say(T.attach)} onClick=${() => picker.current?.click()}>
          <${Icon} name="attach" />
        </button>
        <input type="file" multiple hidden ref=${picker} onChange=${picked} />
        <textarea
          ref=${box}
          rows="1"
          role="combobox"
          aria-label=${say(T.composer)}
          aria-autocomplete="list"
          aria-expanded=${found.length > 0}
          aria-controls=${found.length > 0 ? list : undefined}
          aria-activedescendant=${found.length > 0 && active >= 0 ? `${list}-${active}` : undefined}
          value=${text}
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
      <${Hints} completing=${found.length > 0} />
    </div>
  `;
}
