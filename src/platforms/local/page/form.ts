import { useState } from "preact/hooks";
import type { Text } from "../../../domain/value.ts";
import type { Field } from "../../../message/message.ts";
import type { WireBlock, WireEntry } from "../wire.ts";
import { usePress } from "./buttons.ts";
import { html, type View } from "./html.ts";
import { Modal } from "./modal.ts";
import { T } from "./texts.ts";
import { useSay } from "./use.ts";

type Form = Extract<WireBlock, { readonly kind: "form" }>;

/**
 * What was typed into forms that are not taken yet, so that neither a refusal nor a closed box costs anybody their words. Only for
 * as long as the page is open.
 */
const drafts = new Map<string, Readonly<Record<string, string>>>();

function filledIn(form: HTMLFormElement): Readonly<Record<string, string>> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
}

const INLINE_FIELDS = 4;
const INPUTS = { text: "text", number: "number", day: "date", month: "month" } as const;

function FieldView({ field, id, typed }: { readonly field: Field; readonly id: string; readonly typed: string | undefined }): View {
  const say = useSay();
  const { name, label, type, options = [], required, hint } = field;
  const value = typed ?? field.value;
  const described = hint === undefined ? undefined : `${id}-hint`;
  const input =
    type === "select"
      ? html`<select id=${id} name=${name} required=${required} aria-describedby=${described}>
          ${field.value === undefined ? html`<option value="">${say(T.choose)}</option>` : null}
          ${options.map((option) => html`<option value=${option.value} selected=${option.value === value}>${say(option.label)}</option>`)}
        </select>`
      : html`<input
          id=${id}
          name=${name}
          type=${INPUTS[type]}
          step=${type === "number" ? "any" : undefined}
          defaultValue=${value}
          required=${required}
          aria-describedby=${described}
          autocomplete="off"
        />`;
  return html`
    <div class="input">
      <label for=${id}>${say(label)}${required === true ? html`<span class="required" title=${say(T.required)}>*</span>` : null}</label>
      ${input} ${hint === undefined ? null : html`<p class="note" id=${described}>${say(hint)}</p>`}
    </div>
  `;
}

function Fields({ form, entry, index, sent }: FormPlace & { readonly sent?: () => void }): View {
  const say = useSay();
  // In a box of its own, sending it is what the box is there for.
  const style = sent === undefined || form.style === "danger" ? (form.style ?? "primary") : "primary";
  const { busy, go } = usePress(entry);
  const [refused, setRefused] = useState<Text | null>(null);
  const key = `${entry.id}-${entry.revision}-${index}`;
  const [typed] = useState(() => drafts.get(key));
  const submit = (e: SubmitEvent): void => {
    e.preventDefault();
    const fields = filledIn(e.currentTarget as HTMLFormElement);
    if (form.token === null || busy) return;
    drafts.set(key, fields);
    setRefused(null);
    go(form.token, fields, (why) => {
      if (why !== null) return setRefused(why);
      drafts.delete(key);
      return sent?.();
    });
  };
  return html`
    <form onSubmit=${submit} onInput=${(e: InputEvent) => drafts.set(key, filledIn(e.currentTarget as HTMLFormElement))}>
      ${form.fields.map(
        (field) =>
          html`<${FieldView}
            key=${field.name}
            field=${field}
            typed=${typed?.[field.name]}
            id=${`field-${entry.id}-${index}-${field.name}`}
          />`,
      )}
      ${
        // The answer lies in the thread, which a box covers.
        refused === null || sent === undefined ? null : html`<p class="refused" role="alert">${say(refused)}</p>`
      }
      ${
        form.token === null
          ? null
          : html`<button class=${`press ${style}`} type="submit" disabled=${busy} aria-busy=${busy}>${say(form.submit)}</button>`
      }
    </form>
  `;
}

interface FormPlace {
  readonly form: Form;
  readonly entry: WireEntry;
  readonly index: number;
}

/** A short form stands in its message; a long one would push everything else away and opens in a box of its own. */
export function FormBlock({ form, entry, index }: FormPlace): View {
  const say = useSay();
  const [open, setOpen] = useState(false);
  if (form.fields.length <= INLINE_FIELDS) return html`<${Fields} form=${form} entry=${entry} index=${index} />`;
  return html`
    <p class="asked">${form.fields.map(({ label }) => say(label)).join(" · ")}</p>
    <button class=${`press ${form.style ?? "primary"} opens`} aria-haspopup="dialog" onClick=${() => setOpen(true)}>
      ${say(form.submit)}…
    </button>
    ${
      open
        ? html`<${Modal} kind="form" title=${say(form.submit)} onClose=${() => setOpen(false)}>
            <${Fields} form=${form} entry=${entry} index=${index} sent=${() => setOpen(false)} />
          <//>`
        : null
    }
  `;
}
