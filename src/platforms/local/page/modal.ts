import { useEffect, useId, useRef } from "preact/hooks";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { T } from "./texts.ts";
import { useSay } from "./use.ts";

/**
 * A box over everything that Escape closes; the browser keeps the focus inside, and it goes back to where it was. With `title` it
 * has a head with a button to close it; `label` names one without. `question`: it asks before something is done.
 */
export function Modal({
  label,
  title,
  question = false,
  kind = "",
  onClose,
  children,
}: {
  readonly label?: string;
  readonly title?: string;
  readonly question?: boolean;
  readonly kind?: string;
  readonly onClose: () => void;
  readonly children?: View;
}): View {
  const box = useRef<HTMLDialogElement | null>(null);
  const id = useId();
  const say = useSay();
  useEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const outside = (e: MouseEvent): void => {
    if (e.target === box.current) onClose();
  };
  return html`
    <dialog
      ref=${box}
      class=${kind}
      role=${question ? "alertdialog" : undefined}
      aria-label=${label}
      aria-labelledby=${title === undefined ? undefined : `${id}-title`}
      aria-describedby=${question ? `${id}-body` : undefined}
      onClose=${onClose}
      onClick=${outside}
    >
      ${
        title === undefined
          ? null
          : html`<header>
              <h2 id=${`${id}-title`}>${title}</h2>
              ${question ? null : html`<button class="ghost" aria-label=${say(T.close)} onClick=${onClose}><${Icon} name="close" /></button>`}
            </header>`
      }
      <div class="body" id=${`${id}-body`}>${children}</div>
    </dialog>
  `;
}
