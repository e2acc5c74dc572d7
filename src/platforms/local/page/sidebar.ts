import type { Role } from "../../../ports/company.ts";
import type { Language } from "../../../message/message.ts";
import type { WireChannel } from "../wire.ts";
import { addressOf, chooseLanguage, chooseRole, tell } from "./actions.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { set, type Theme } from "./store.ts";
import { ROLE_NAMES, T, THEME_NAMES, waitingCount } from "./texts.ts";
import { chooseTheme } from "./theme.ts";
import { useSay, useStore } from "./use.ts";

const LANGUAGES: readonly { readonly lang: Language; readonly name: string }[] = [
  { lang: "zh", name: "中文" },
  { lang: "en", name: "English" },
];
const MANY = 99;

function ChannelLink({ channel }: { readonly channel: WireChannel }): View {
  const { channel: current, unread, seen } = useStore();
  const say = useSay();
  const here = channel.id === current;
  const count = unread[channel.id] ?? 0;
  const waiting = !here && (count > 0 || (channel.newest ?? 0) > (seen[channel.id] ?? 0));
  return html`
    <li>
      <a
        class=${`channel${waiting ? " waiting" : ""}`}
        href=${addressOf(channel.id, null)}
        aria-current=${here ? "page" : undefined}
        title=${channel.id}
        onClick=${() => set({ menu: false })}
      >
        <span class="hash" aria-hidden="true">#</span><span class="name">${say(channel.title)}</span>
        ${
          waiting
            ? html`<span class="badge" aria-hidden="true">${count > MANY ? `${MANY}+` : count > 0 ? String(count) : ""}</span>
                <span class="unseen">${say(waitingCount(count))}</span>`
            : null
        }
      </a>
    </li>
  `;
}

/** One of a few, as radio buttons: arrows choose, a reader aloud says which of how many. */
function Choice<V extends string>({
  name,
  label,
  options,
  value,
  choose,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: View; readonly lang?: string }[];
  readonly value: V;
  readonly choose: (value: V) => void;
}): View {
  return html`
    <fieldset class="choice">
      <legend>${label}</legend>
      <div class="segmented">
        ${options.map(
          (option) => html`
            <label lang=${option.lang}>
              <input
                type="radio"
                name=${name}
                value=${option.value}
                checked=${option.value === value}
                onChange=${() => choose(option.value)}
              />
              <span>${option.label}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

function Settings(): View {
  const { as, lang, theme } = useStore();
  const say = useSay();
  const chosen = (e: Event): void => chooseRole((e.currentTarget as HTMLSelectElement).value as Role);
  return html`
    <div class="settings">
      <label class="as">
        <span>${say(T.viewAs)}</span>
        <select class=${as === "owner" ? "" : "other"} value=${as} onChange=${chosen}>
          ${(Object.keys(ROLE_NAMES) as Role[]).map((role) => html`<option value=${role} selected=${role === as}>${say(ROLE_NAMES[role])}</option>`)}
        </select>
      </label>
      <${Choice}
        name="theme"
        label=${say(T.theme)}
        value=${theme}
        options=${(["system", "light", "dark"] as const).map((value) => ({ value, label: say(THEME_NAMES[value]) }))}
        choose=${(value: Theme) => chooseTheme(value)}
      />
      <${Choice}
        name="language"
        label=${say(T.language)}
        value=${lang}
        options=${LANGUAGES.map((l) => ({ value: l.lang, label: l.name, lang: l.lang }))}
        choose=${(value: Language) => void chooseLanguage(value).catch(tell)}
      />
      <button class="keys" onClick=${() => set({ overlay: "help", menu: false })}>
        <${Icon} name="keyboard" size=${16} />${say(T.shortcuts)}<kbd>?</kbd>
      </button>
    </div>
  `;
}

export function Sidebar(): View {
  const { channels } = useStore();
  const say = useSay();
  return html`
    <nav class="sidebar" aria-label=${say(T.channels)}>
      <div class="brand"><span class="mark" aria-hidden="true">P</span><strong>Purser</strong><span class="zh" lang="zh">事务长</span></div>
      <button class="find" onClick=${() => set({ overlay: "jump", menu: false })}>
        <${Icon} name="search" size=${15} /><span>${say(T.jump)}</span><kbd>Ctrl K</kbd>
      </button>
      <h2>${say(T.channels)}</h2>
      <ul class="channels">
        ${channels.map((channel) => html`<${ChannelLink} key=${channel.id} channel=${channel} />`)}
      </ul>
      <${Settings} />
    </nav>
  `;
}
