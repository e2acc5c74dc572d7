import { PURPOSE_NAME } from "../app/binding-words.ts";
import type { Asker } from "../app/types.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import { lower } from "../message/audience.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import type { Audience } from "../ports/chat-platform.ts";
import { type Binding, type Company, PURPOSES, type Purpose, type Store } from "../ports/company.ts";

export interface SetupData {
  readonly platform: string;
  readonly channel: string;
  /** All of the company. */
  readonly bindings: readonly Binding[];
  readonly stores: readonly Store[];
  readonly company: Company;
  readonly readers: Readers;
  /** Those for which something is posted. */
  readonly purposes: ReadonlySet<Purpose>;
}

/** Who reads in the channel; `unknown`: the platform does not say, and others are reckoned with. */
export type Readers = Audience | "unknown";

export const readersOf = ({ readers }: Pick<Asker, "readers">): Promise<Readers> =>
  readers === undefined ? Promise.resolve("team") : readers().catch(() => "unknown" as const);

const LANGUAGE: Readonly<Record<"zh" | "en", Text>> = { zh: { zh: "中文", en: "Chinese" }, en: { zh: "英文", en: "English" } };
const CLEARANCE = {
  public: { zh: "仅公开数据", en: "public figures only" },
  internal: { zh: "经营数据，不含成本利润", en: "figures without costs and margins" },
  margin: { zh: "含成本和利润", en: "with costs and margins" },
  personal: { zh: "全部", en: "everything" },
} as const satisfies Record<Binding["clearance"], Text>;

const text = (t: Text): Value => ({ kind: "text", text: t });
const same = (t: string): Value => text({ zh: t, en: t });
const here = (d: SetupData) => (b: Binding) => b.platform === d.platform && b.channel === d.channel;

export function quietText({ quiet }: Pick<Binding, "quiet">): Text {
  if (quiet === null) return { zh: "无", en: "none" };
  const t = `${quiet.from}–${quiet.to}`;
  return { zh: `${t} 点`, en: `${t} h` };
}

/** What is seen there in fact, whatever somebody chose before the channel was shared. */
const allowed = (clearance: Sensitivity, readers: Readers): Sensitivity => (readers === "team" ? clearance : lower(clearance, "internal"));

/** What a person must know who speaks to outsiders; where nothing is bound they see no figures at all. */
function shared(readers: Readers, isBound: boolean): Block[] {
  if (readers === "team") return [];
  const who: Text =
    readers === "outside"
      ? { zh: "这个频道有公司以外的人", en: "People outside the company read this channel" }
      : { zh: "暂时查不到谁在这个频道里，按有外部人员处理", en: "It cannot be told now who reads this channel, so outsiders are assumed" };
  const then: Text = isBound
    ? { zh: "成本和利润不会显示在这里。", en: "costs and margins are never shown here." }
    : {
        zh: "成本和利润永远不会显示在这里，其他数据要绑定后才显示。",
        en: "costs and margins are never shown here, other figures only once it is set up.",
      };
  return [{ kind: "prose", text: { zh: `${who.zh}：${then.zh}`, en: `${who.en}: ${then.en}` }, sensitivity: "public" }];
}

const COLUMNS: readonly Text[] = [
  { zh: "用途", en: "For" },
  { zh: "店铺", en: "Stores" },
  { zh: "语言", en: "Language" },
  { zh: "时区", en: "Zone" },
  { zh: "免打扰", en: "Quiet" },
  { zh: "数据范围", en: "May see" },
];
// Settings are no figures: whoever may set a channel up sees them wherever that is.
const open = (value: Value): Value => ({ ...value, sensitivity: "public" });

function table(bound: readonly Binding[], readers: Readers): Block {
  return {
    kind: "table",
    columns: COLUMNS.map((label) => ({ label, sensitivity: "public" })),
    rows: bound.map((b) =>
      [
        text(PURPOSE_NAME[b.purpose]),
        b.stores.length === 0 ? text({ zh: "全部", en: "all" }) : same(b.stores.join(", ")),
        text(LANGUAGE[b.lang]),
        same(b.zone),
        text(quietText(b)),
        text(CLEARANCE[allowed(b.clearance, readers)]),
      ].map(open),
    ),
  };
}

/** What is posted and no channel of this platform gets: the local workspace's own channels are no channels of Slack's. */
function lacking(d: SetupData): Purpose[] {
  const got = new Set(d.bindings.filter((b) => b.platform === d.platform).map((b) => b.purpose));
  return PURPOSES.filter((p) => d.purposes.has(p) && !got.has(p));
}

/** What a purpose is called in the form; that nothing comes of it yet is said before it is chosen. */
function choice(p: Purpose, d: SetupData): Text {
  const name = PURPOSE_NAME[p];
  return d.purposes.has(p) ? name : { zh: `${name.zh}（暂无消息）`, en: `${name.en} (nothing is posted yet)` };
}

function form(d: SetupData): Block {
  const bound = new Set(d.bindings.filter(here(d)).map((b) => b.purpose));
  const [like] = d.bindings.filter(here(d));
  const posted = PURPOSES.filter((p) => d.purposes.has(p));
  const first = lacking(d)[0] ?? posted.find((p) => !bound.has(p)) ?? "digest";
  const codes = d.stores.map((s) => s.code).join(", ");
  return {
    kind: "form",
    deed: { action: "setup-channel", args: { platform: d.platform, channel: d.channel } },
    submit: { zh: "设置这个频道", en: "Set this channel up" },
    fields: [
      {
        name: "purpose",
        label: { zh: "发什么", en: "What to post here" },
        type: "select",
        options: [...posted, ...PURPOSES.filter((p) => !d.purposes.has(p))].map((p) => ({ value: p, label: choice(p, d) })),
        value: first,
        required: true,
      },
      {
        name: "stores",
        label: { zh: "哪些店铺", en: "Which stores" },
        type: "text",
        value: like?.stores.join(", ") ?? "",
        hint:
          codes === "" ? { zh: "留空表示全部", en: "Empty means all" } : { zh: `留空表示全部：${codes}`, en: `Empty means all: ${codes}` },
      },
      {
        name: "lang",
        label: { zh: "语言", en: "Language" },
        type: "select",
        options: (["zh", "en"] as const).map((l) => ({ value: l, label: LANGUAGE[l] })),
        value: like?.lang ?? d.company.lang,
        required: true,
      },
      {
        name: "zone",
        label: { zh: "时区", en: "Time zone" },
        type: "text",
        value: like?.zone ?? d.company.zone,
        required: true,
        hint: { zh: "按此时区的早上发送，例如 Asia/Shanghai", en: "Its mornings are meant, e.g. Asia/Shanghai" },
      },
      {
        name: "quiet",
        label: { zh: "免打扰时段", en: "Quiet hours" },
        type: "text",
        value: like?.quiet ? `${like.quiet.from}-${like.quiet.to}` : "",
        hint: { zh: "例如 22-7；期间的消息到点后再发。留空表示没有", en: "E.g. 22-7; posts wait for their end. Empty means none" },
      },
      {
        name: "clearance",
        label: { zh: "能看到", en: "May see" },
        type: "select",
        options: (["internal", "margin", "public"] as const)
          .filter((c) => allowed(c, d.readers) === c)
          .map((c) => ({ value: c, label: CLEARANCE[c] })),
        value: allowed(like?.clearance ?? "internal", d.readers),
        required: true,
        ...(d.readers === "team" && {
          hint: {
            zh: "频道与其他公司共享后，不再显示成本和利润",
            en: "Costs and margins are hidden once the channel is shared with another company",
          },
        }),
      },
    ],
  };
}

const unbind = (b: Binding): Button => ({
  label: { zh: `停发：${PURPOSE_NAME[b.purpose].zh}`, en: `Stop: ${PURPOSE_NAME[b.purpose].en}` },
  style: "danger",
  deed: { action: "unbind-channel", args: { purpose: b.purpose, platform: b.platform, channel: b.channel } },
  confirm: {
    zh: `这个频道不再收到${PURPOSE_NAME[b.purpose].zh}？`,
    en: `Stop posting the ${PURPOSE_NAME[b.purpose].en} here?`,
  },
});

/** What a channel is for, what nobody is told yet, and the form that changes it. */
export function setup(d: SetupData): Message {
  const bound = d.bindings.filter(here(d));
  const nowhere = lacking(d);
  return message({
    title: { zh: "设置这个频道", en: "What this channel is for" },
    lead:
      bound.length === 0
        ? {
            zh: "这个频道还没有绑定任何用途：命令照常可用，但不会收到定时消息。",
            en: "Nothing is posted here by itself yet; commands work all the same.",
          }
        : {
            zh: `这个频道会收到：${bound.map((b) => PURPOSE_NAME[b.purpose].zh).join("、")}。`,
            en: `Posted here: ${bound.map((b) => PURPOSE_NAME[b.purpose].en).join(", ")}.`,
          },
    blocks: [
      ...shared(d.readers, bound.length > 0),
      ...(bound.length > 0 ? [table(bound, d.readers)] : []),
      ...(nowhere.length > 0
        ? [
            {
              kind: "prose" as const,
              text: {
                zh: `这个平台上还没有频道接收：${nowhere.map((p) => PURPOSE_NAME[p].zh).join("、")}。`,
                en: `No channel of this platform receives yet: ${nowhere.map((p) => PURPOSE_NAME[p].en).join(", ")}.`,
              },
              sensitivity: "public" as const,
            },
          ]
        : []),
      form(d),
    ],
    actions: bound.map(unbind),
    sensitivity: "public",
  });
}

/** After the form: what happens from now on. */
export function bound(b: Binding, readers: Readers): Message {
  const name = PURPOSE_NAME[b.purpose];
  return message({
    title: { zh: `已设置：这个频道接收${name.zh}`, en: `Set up: ${name.en} in this channel` },
    tone: "good",
    blocks: [...shared(readers, true), table([b], readers)],
    sensitivity: "public",
  });
}
