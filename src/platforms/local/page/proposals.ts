import { useEffect, useState } from "preact/hooks";
import type { WireWord } from "../wire.ts";
import { loadWords } from "./actions.ts";
import { getSkus } from "./api.ts";
import { type Proposal, proposals, skuBeginning } from "./complete.ts";
import { html, type View } from "./html.ts";
import { KINDS, T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

/** Typing is faster than the server needs to be asked. */
const PAUSE_MS = 120;

/** SKUs that what is being typed may mean; none until the server answered. */
function useSkus(line: string): readonly WireWord[] {
  const { commands } = useStore();
  const [skus, setSkus] = useState<readonly WireWord[]>([]);
  const beginning = skuBeginning(line, commands);
  useEffect(() => {
    if (beginning === undefined) {
      setSkus([]);
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      getSkus(beginning).then(
        (found) => {
          if (wanted) setSkus(found);
        },
        // A line can be typed without proposals.
        (error: unknown) => reportError(error),
      );
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [beginning]);
  return skus;
}

/** What the line may become. */
export function useProposals(line: string): readonly Proposal[] {
  const { commands, words, lang } = useStore();
  const skus = useSkus(line);
  const command = /^\s*[/／]/u.test(line);
  useEffect(() => {
    if (command) void loadWords();
  }, [command]);
  return command ? proposals(line, { commands, words, skus }, lang) : [];
}

/** The list over the composer. `active` is -1 while nothing is chosen: Enter then sends the line as it is. */
export function Proposals({
  id,
  found,
  active,
  take,
}: {
  readonly id: string;
  readonly found: readonly Proposal[];
  readonly active: number;
  readonly take: (proposal: Proposal) => void;
}): View {
  const say = useSay();
  return html`
    <ul class="completions" role="listbox" id=${id} aria-label=${say(T.suggestions)}>
      ${found.map(
        (proposal, i) => html`
          <li
            role="option"
            id=${`${id}-${i}`}
            key=${proposal.line}
            aria-selected=${i === active}
            onMouseDown=${(e: Event) => {
              // The composer keeps the focus.
              e.preventDefault();
              take(proposal);
            }}
          >
            <code>${proposal.typed}</code
            >${" "}<span>${proposal.title}</span>${proposal.kind === null ? null : html`<em>${say(KINDS[proposal.kind])}</em>`}
          </li>
        `,
      )}
    </ul>
  `;
}
