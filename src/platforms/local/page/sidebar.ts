import type { Role } from "../../../ports/company.ts";
import type { Language } from "../../../message/message.ts";
import type { WireChannel } from "../wire.ts";
import { chooseLanguage, chooseRole, go, tell } from "./actions.ts";
import { html, type View } from "./html.ts";
import { ROLE_NAMES, T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

const LANGUAGES: readonly { readonly lang: Language; readonly name: string }[] = [
  { lang: "zh", name: "中文" },
  { lang: "en", name: "English" },
];

function ChannelLink({ channel }: { readonly channel: WireChannel }): View {
  const { channel: current, unread, seen } = useStore();
  const say = useSay();
  const here = channel.id === current;
  const count = unread[channel.id] ?? 0;
  const waiting = !here && (count > 0 || (channel.newest ?? 0) > (seen[channel.id] ?? 0));
  return html`
    <li>
      <button
        class=${`channel${waiting ? " waiting" : ""}`}
        aria-current=${here ? "page" : undefined}
        title=${channel.id}
        onClick=${() => go(channel.id, null)}
      >
        <span class="hash">#</span><span class="name">${say(channel.title)}</span>
        ${waiting ? html`<span class="badge">${count > 0 ? String(count) : ""}</span>` : null}
      </button>
    </li>
  `;
}

function LanguageSwitch(): View {
  const { lang } = useStore();
  const say = useSay();
  return html`
    <div class="segmented" role="radiogroup" aria-label=${say(T.language)}>
      ${LANGUAGES.map(
        (l) => html`
          <button role="radio" lang=${l.lang} aria-checked=${l.lang === lang} onClick=${() => chooseLanguage(l.lang).catch(tell)}>
            ${l.name}
          </button>
        `,
      )}
    </div>
  `;
}

export function Sidebar(): View {
  const { channels, as } = useStore();
  const say = useSay();
  const chosen = (e: Event): void => chooseRole((e.currentTarget as HTMLSelectElement).value as Role);
  return html`
    <nav class="sidebar" aria-label=${say(T.channels)}>
      <div class="brand"><span class="mark" aria-hidden="true">P</span><strong>Purser</strong><span class="zh" lang="zh">事务长</span></div>
      <h2>${say(T.channels)}</h2>
      <ul>
        ${channels.map((channel) => html`<${ChannelLink} key=${channel.id} channel=${channel} />`)}
      </ul>
      <div class="settings">
        <label>
          <span>${say(T.viewAs)}</span>
          <select class=${as === "owner" ? "" : "other"} value=${as} onChange=${chosen}>
            ${(Object.keys(ROLE_NAMES) as Role[]).map((role) => html`<option value=${role} selected=${role === as}>${say(ROLE_NAMES[role])}</option>`)}
          </select>
        </label>
        <${LanguageSwitch} />
      </div>
    </nav>
  `;
}
