import { useState } from "preact/hooks";
import type { Text } from "../../../domain/value.ts";
import type { WireButton, WireEntry } from "../wire.ts";
import { press, type Settled, tell } from "./actions.ts";
import { html, type View } from "./html.ts";
import { Modal } from "./modal.ts";
import { T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

/** Presses once at a time; resolves to whether it is still being worked on. */
export function usePress(entry: WireEntry): {
  readonly busy: boolean;
  readonly go: (token: string, fields?: Readonly<Record<string, string>>, settled?: Settled) => void;
} {
  const { working } = useStore();
  const [sending, setSending] = useState(false);
  const [event, setEvent] = useState<string | undefined>(undefined);
  const busy = sending || (event !== undefined && working.some((w) => w.eventId === event));
  const go = (token: string, fields?: Readonly<Record<string, string>>, settled?: Settled): void => {
    if (busy) return;
    setSending(true);
    press(entry, token, fields, settled)
      .then(setEvent, tell)
      .finally(() => setSending(false));
  };
  return { busy, go };
}

export function PressButton({ entry, button }: { readonly entry: WireEntry; readonly button: WireButton }): View {
  const say = useSay();
  const { busy, go } = usePress(entry);
  const [asking, setAsking] = useState<Text | undefined>(undefined);
  const { token, confirm } = button;
  if (token === null) return null;
  const style = button.style ?? "plain";
  return html`
    <button
      class=${`press ${style}`}
      disabled=${busy}
      aria-busy=${busy}
      onClick=${() => (confirm === undefined ? go(token) : setAsking(confirm))}
    >
      ${say(button.label)}
    </button>
    ${
      asking === undefined
        ? null
        : html`<${Modal} kind="confirm" question title=${say(button.label)} onClose=${() => setAsking(undefined)}>
            <p>${say(asking)}</p>
            <div class="buttons">
              <button class="press plain" onClick=${() => setAsking(undefined)}>${say(T.cancel)}</button>
              <button
                class=${`press ${style === "danger" ? "danger" : "primary"}`}
                onClick=${() => {
                  setAsking(undefined);
                  go(token);
                }}
              >
                ${say(T.confirm)}
              </button>
            </div>
          <//>`
    }
  `;
}
