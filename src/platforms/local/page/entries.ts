import type { Language } from "../../../message/message.ts";
import type { WireEntry, WireWork } from "../wire.ts";
import { openThread } from "./actions.ts";
import { html, type View } from "./html.ts";
import { Icon } from "./icons.ts";
import { MessageCard } from "./message.ts";
import type { Upload } from "./store.ts";
import { replies, T } from "./texts.ts";
import { useSay, useStore } from "./use.ts";

const MB = 1_048_576;
const size = (bytes: number): string => (bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MB).toFixed(1)} MB`);

const localeOf = (lang: Language): string => (lang === "zh" ? "zh-CN" : "en-GB");
const clock = (at: string): string => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayKey = (at: string | Date): string => new Date(at).toDateString();

function dayName(at: string, lang: Language): string {
  const now = new Date();
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayKey(at) === dayKey(now)) return T.today[lang];
  if (dayKey(at) === dayKey(yesterday)) return T.yesterday[lang];
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return date.toLocaleDateString(localeOf(lang), { month: "long", day: "numeric", weekday: "short", ...year });
}

function Who({ own, children }: { readonly own: boolean; readonly children?: View }): View {
  const say = useSay();
  return own
    ? html`<span class="face own" aria-hidden="true">${say(T.you).slice(0, 1)}</span><span class="unseen">${say(T.you)}</span>${children}`
    : html`<span class="face mark" aria-hidden="true">P</span><strong>Purser</strong>${children}`;
}

function Entry({ entry, inThread }: { readonly entry: WireEntry; readonly inThread: boolean }): View {
  const { lang, threadId } = useStore();
  const say = useSay();
  const { body } = entry;
  const name = say(entry.replies > 0 ? replies(entry.replies) : T.reply);
  const time = html`<time datetime=${entry.at} title=${new Date(entry.at).toLocaleString(localeOf(lang))}>${clock(entry.at)}</time>`;
  const reply =
    inThread || entry.replies > 0
      ? null
      : html`<button class="reply" aria-label=${name} title=${name} onClick=${() => openThread(entry.id)}>
          <${Icon} name="reply" size=${15} />
        </button>`;
  const more =
    inThread || entry.replies === 0
      ? null
      : html`<button class="replies" onClick=${() => openThread(entry.id)}>${name}<${Icon} name="next" size=${14} /></button>`;
  const opened = !inThread && threadId === entry.id ? " opened" : "";
  const id = `${inThread ? "reply" : "entry"}-${entry.id}`;
  if (body.kind === "message")
    return html`<article class=${`entry bot${opened}`} id=${id} tabindex="-1">
      <div class="who">
        <${Who} own=${false}>${time}${entry.revision > 0 ? html`<span class="quiet">${say(T.edited)}</span>` : null}<//>
        ${reply}
      </div>
      <${MessageCard} entry=${entry} message=${body.message} />
      ${more}
    </article>`;
  const said =
    body.kind === "text"
      ? html`<p class=${`said${body.text.startsWith("/") ? " command" : ""}`}>${body.text}</p>`
      : html`<p class="said file"><${Icon} name="file" />${body.name}<span class="quiet">${size(body.bytes)}</span></p>`;
  return html`<article class=${`entry own${opened}`} id=${id} tabindex="-1">
    <div class="who">
      <${Who} own=${true}>${said}<span class="aside">${reply}${time}</span><//>
    </div>
    ${more}
  </article>`;
}

function Working({ work }: { readonly work: WireWork }): View {
  const say = useSay();
  const { progress } = work;
  return html`
    <div class="working" role="status">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
      <span>${progress === null ? say(T.working) : say(progress.note)}</span>
      ${progress === null ? null : html`<progress aria-label=${say(progress.note)} max=${progress.of ?? undefined} value=${progress.of === null ? undefined : progress.done}></progress>`}
    </div>
  `;
}

function Uploading({ upload }: { readonly upload: Upload }): View {
  const say = useSay();
  const share = upload.total === 0 ? 100 : Math.floor((upload.loaded / upload.total) * 100);
  return html`
    <div class="working upload" role="status">
      <${Icon} name="file" /><span class="name">${upload.name}</span>
      <progress max="100" value=${share} aria-label=${say(T.uploading)}></progress><span class="share">${share}%</span>
    </div>
  `;
}

/** Entries with their days between them, then what is being sent and worked on. */
export function EntryList({
  entries,
  threadId,
  channel,
}: {
  readonly entries: readonly WireEntry[];
  readonly threadId: number | null;
  readonly channel: string;
}): View {
  const { lang, working, uploads, fresh, account } = useStore();
  const say = useSay();
  const seen = fresh[channel] ?? Number.POSITIVE_INFINITY;
  // What was there when the channel was opened, and what the person said, is not new.
  const firstNew = threadId === null && seen > 0 ? entries.find((e) => e.id > seen && e.author !== account)?.id : undefined;
  const here = (w: { readonly channel: string; readonly threadId: number | null }): boolean =>
    w.channel === channel && w.threadId === threadId;
  return html`
    ${entries.map((entry, i) => {
      const before = entries[i - 1];
      const newDay = before === undefined || dayKey(before.at) !== dayKey(entry.at);
      return html`
        ${newDay ? html`<h2 class="daybreak" key=${`day-${entry.id}`}><span>${dayName(entry.at, lang)}</span></h2>` : null}
        ${entry.id === firstNew ? html`<p class="newline" key="new"><span>${say(T.unseen)}</span></p>` : null}
        <${Entry} key=${entry.id} entry=${entry} inThread=${threadId !== null} />
      `;
    })}
    ${uploads.filter(here).map((upload) => html`<${Uploading} key=${upload.event} upload=${upload} />`)}
    ${working.filter(here).map((work) => html`<${Working} key=${work.eventId} work=${work} />`)}
  `;
}
