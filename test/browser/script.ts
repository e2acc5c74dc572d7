import { createHash } from "node:crypto";
import { message, type Block, type Button, type Message, type Sealed, type Text, type Value } from "../../src/message/message.ts";
import type { Handlers } from "../../src/ports/chat-platform.ts";

const text = (en: string, zh = en): Text => ({ zh, en });
const code = (value: string): Value => ({ kind: "code", code: value });
const count = (n: number): Value => ({ kind: "count", count: n });
const usd = (amount: string): Value => ({ kind: "money", amount, currency: "USD" });
const days = (n: number): Value => ({ kind: "days", days: n });
const said = (value: string): Value => ({ kind: "text", text: text(value) });

/** Titles as sellers and attackers write them; each must show as the characters it is made of. */
export const EVIL = [
  `<img src=x onerror="window.pwned=1">`,
  "<script>window.pwned=2</script>",
  "<!channel> <@U123> <at id=all></at>",
  '=HYPERLINK("http://evil.example","ok")',
  "**bold** _it_ [a](javascript:window.pwned=3) | pipe `code`",
  "{{constructor.constructor('window.pwned=4')()}} ${window.pwned=5}",
];

const day = (n: number): string => `2026-${n > 31 ? "11" : "10"}-${String(n > 31 ? n - 31 : n).padStart(2, "0")}`;

/** What `/kpi` says in the play: every kind of figure, a chart, a table and its basis. */
export const kpiAnswer = (): Message =>
  message({
    title: text("Return rate · October 2026 · by store", "退货率 · 2026年10月 · 按店铺"),
    tone: "warning",
    lead: text("Above last month in two of three stores.", "三个店铺中有两个高于上月。"),
    blocks: [
      {
        kind: "facts",
        facts: [
          {
            label: text("Return rate", "退货率"),
            value: { kind: "percent", ratio: 0.0642 },
            delta: { against: text("September", "9月"), change: { kind: "percent", ratio: 0.0081 }, mood: "bad" },
          },
          {
            label: text("Units returned", "退货件数"),
            value: count(1284),
            delta: { against: text("September", "9月"), change: count(-96), mood: "good" },
          },
          {
            label: text("Refunds", "退款金额"),
            value: usd("18234.50"),
            delta: { against: text("September", "9月"), change: usd("310.20"), mood: "neutral" },
          },
          {
            label: text("Conversion", "转化率"),
            value: { kind: "missing", because: text("no traffic report for these days", "这些天没有流量报表") },
          },
        ],
      },
      {
        kind: "chart",
        chart: "kpi-trend",
        data: trend(),
        alt: text("Return rate by day, rising from 5.6% to 6.9%", "退货率按天走势，从5.6%升至6.9%"),
      },
      {
        kind: "table",
        columns: [
          { label: text("Store", "店铺") },
          { label: text("Units", "销量") },
          { label: text("Returned", "退货") },
          { label: text("Rate", "退货率") },
        ],
        rows: [
          [code("amazon-us"), count(14_210), count(902), { kind: "percent", ratio: 0.0635 }],
          [code("amazon-de"), count(4_120), count(318), { kind: "percent", ratio: 0.0772 }],
          [code("shopify"), count(1_660), count(64), { kind: "percent", ratio: 0.0386 }],
        ],
      },
    ],
    basis: {
      asOf: "2026-11-21",
      stores: ["amazon-us", "amazon-de", "shopify"],
      dateBasis: text("day of the return", "退货日期"),
      coverage: { covered: 90, of: 93, unit: text("store-days", "店天") },
      sources: [text("FBA customer returns"), text("All Orders")],
      policies: [text("minimum sample 30 orders (default)", "最小样本 30 单（默认）")],
      notes: [text("days after Nov 7 may still change", "11月7日之后的数字仍可能变化")],
      simulated: true,
    },
  });

function trend(): unknown {
  const points = (base: number): unknown[] =>
    Array.from({ length: 31 }, (_, i) => ({ day: day(i + 1), value: i === 12 ? null : base + i * 0.0004 + Math.sin(i) * 0.004 }));
  return {
    title: text("Return rate, all stores", "退货率，全部店铺"),
    name: text("Return rate", "退货率"),
    unit: "percent",
    currency: null,
    grain: "day",
    period: { from: day(1), to: day(31) },
    series: points(0.056),
    comparison: { label: text("September", "9月"), period: { from: "2026-09-01", to: "2026-09-30" }, series: points(0.05).slice(0, 30) },
    immatureFrom: null,
    sensitivity: "internal",
  };
}

const button = (label: Text, action: string, more: Partial<Button> = {}): Button => ({
  label,
  deed: { action, args: { secret: "only the server knows" } },
  ...more,
});

export const restockAnswer = (): Message =>
  message({
    title: text("Restock: 3 of 58 SKUs need a decision", "备货：58 个 SKU 中 3 个需要处理"),
    tone: "critical",
    lead: text("US$ 12,480 of sales are at risk in the next 30 days.", "未来 30 天有 12,480 美元销售额可能因断货流失。"),
    blocks: [
      {
        kind: "table",
        columns: ["SKU", "Title", "Warehouse", "On hand", "In transit", "Cover", "Out on", "Order", "Route", "Cash"].map((en, i) => ({
          label: text(en, ["SKU", "品名", "仓库", "在库", "在途", "可售天数", "断货日", "建议补货", "头程", "占用资金"][i]),
        })),
        rows: [
          [
            code("KB-201-BLK"),
            said("Mechanical keyboard, 87 keys, black"),
            code("US-FBA"),
            count(35),
            count(0),
            days(7),
            { kind: "day", day: "2026-11-29" },
            count(600),
            said("Air"),
            usd("9480"),
          ],
          [
            code("LMP-014"),
            said("LED desk lamp with wireless charger"),
            code("US-FBA"),
            count(120),
            count(200),
            days(16),
            { kind: "day", day: "2026-12-18" },
            count(400),
            said("Fast sea"),
            usd("3120"),
          ],
          [
            code("BTL-750-GRN"),
            said("Vacuum bottle 750 ml, green"),
            code("DE-FBA"),
            count(64),
            count(0),
            days(21.5),
            { kind: "day", day: "2026-12-13" },
            count(300),
            said("Rail"),
            usd("1275.5"),
          ],
        ],
        more: text("55 more are fine: /stock", "其余 55 个正常：/stock"),
      },
    ],
    actions: [
      button(text("Approve 3 orders", "批准 3 个补货单"), "approve", {
        style: "primary",
        confirm: text("Orders for US$ 13,875.50 go to the suppliers.", "将向供应商下单，共 13,875.50 美元。"),
      }),
      button(text("Show work", "查看计算"), "show"),
      button(text("Snooze", "稍后提醒"), "snooze", { style: "danger" }),
    ],
    basis: { asOf: "2026-11-21", stores: ["amazon-us", "amazon-de"], simulated: true },
  });

export const askAnswer = (): Message =>
  message({
    title: text("What is missing in this file?", "还差一点信息"),
    lead: text(
      "This is an Amazon All Orders report. It does not say which store it is from.",
      "这是亚马逊“所有订单”报表，但没写是哪个店铺。",
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "file-answer", args: {} },
        submit: text("Import", "导入"),
        fields: [
          {
            name: "store",
            label: text("Store", "店铺"),
            type: "select",
            required: true,
            options: [
              { value: "amazon-us", label: text("Amazon US", "亚马逊美国") },
              { value: "amazon-de", label: text("Amazon DE", "亚马逊德国") },
            ],
          },
          { name: "month", label: text("Month", "月份"), type: "month", hint: text("the month of the report", "报表所属月份") },
          { name: "currency", label: text("Currency", "币种"), type: "text", value: "USD" },
        ],
      },
    ],
  });

const other = (submit: Text, style: "plain" | "danger", labels: readonly Text[]): Block => {
  const fields = labels.map((label, i) => ({ name: `other${i}`, label, type: "text", required: style === "danger" }) as const);
  return { kind: "form", deed: { action: "file-answer", args: {} }, submit, style, fields };
};

const BLOCKS = ["1", "2", "3", "4", "5"].map((n) => text(`Block ${n}`, `第 ${n} 块`));
const formAnswer = (): Message =>
  message({
    title: text("Review of October", "10 月复盘"),
    blocks: [
      {
        kind: "form",
        deed: { action: "file-answer", args: {} },
        submit: text("Save the review", "保存复盘"),
        fields: [
          { name: "well", label: text("What went well", "做得好的"), type: "text", required: true },
          { name: "badly", label: text("What did not", "做得不好的"), type: "text" },
          { name: "cause", label: text("Why", "原因"), type: "text", hint: text("one sentence", "一句话") },
          { name: "owner", label: text("Who does what about it", "谁来改"), type: "text" },
          { name: "due", label: text("Until", "截止日"), type: "day" },
        ],
      },
      other(text("Change the owners", "改负责人"), "plain", BLOCKS),
      other(text("Send it back", "退回"), "danger", [text("Reason", "退回原因")]),
    ],
  });

const evilAnswer = (): Message =>
  message({
    title: text(EVIL[0] ?? ""),
    lead: text(EVIL.join("\n")),
    blocks: [
      { kind: "prose", text: text(EVIL[1] ?? "") },
      { kind: "list", items: EVIL.map((title) => text(title)) },
      { kind: "table", columns: [{ label: text(EVIL[0] ?? "") }], rows: EVIL.map((title) => [said(title)]) },
      { kind: "facts", facts: [{ label: text(EVIL[1] ?? ""), value: said(EVIL[0] ?? "") }] },
    ],
    actions: [button(text(EVIL[0] ?? ""), "evil")],
  });

/** Tokens by content, so that a test can tell what was pressed. */
export function seal(said: Message): Sealed {
  const token = (label: string): string => createHash("sha256").update(label).digest("base64url");
  return {
    message: said,
    buttonTokens: said.actions.map((b) => token(b.deed.action)),
    formTokens: Object.fromEntries(said.blocks.flatMap((b, i) => (b.kind === "form" ? [[i, token(b.deed.action)]] : []))),
    lang: "en",
  };
}

const token = (action: string): string => createHash("sha256").update(action).digest("base64url");

/** An app that answers like ours, without a store behind it. It remembers what it heard. */
export function play(): Handlers & { readonly heard: string[]; hold(): () => void } {
  const heard: string[] = [];
  let held: Promise<void> = Promise.resolve();
  return {
    heard,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    form: () => Promise.resolve(undefined),
    home: () => Promise.resolve(undefined),
    async text(incoming) {
      heard.push(`text ${incoming.text}${incoming.person.as === undefined ? "" : ` as ${incoming.person.as}`}`);
      const name = incoming.text.split(/\s/)[0];
      if (name === "/kpi") return seal(kpiAnswer());
      if (name === "/restock") return seal(restockAnswer());
      if (name === "/form") return seal(formAnswer());
      if (name === "/evil") return seal(evilAnswer());
      if (name === "/bug") throw new Error("a bug in a view");
      if (name === "/silence") return undefined;
      return seal(message({ title: text("I only understand commands", "我只懂命令"), lead: text("Type /help.", "输入 /help。") }));
    },
    async press(incoming) {
      const fields = incoming.fields === undefined ? "" : ` ${JSON.stringify(incoming.fields)}`;
      const action = ["approve", "show", "snooze", "file-answer", "evil"].find((a) => token(a) === incoming.token);
      heard.push(`press ${action ?? "unknown"}${fields}`);
      if (incoming.fields?.["well"] === "?")
        return seal(message({ title: text("“What went well” says nothing.", "“做得好的”没有写清楚。"), tone: "error" }));
      if (action === undefined) return seal(message({ title: text("This button is not known", "没有这个按钮"), tone: "error" }));
      return seal(message({ title: text(`Done: ${action}${fields}`, `已完成：${action}${fields}`), tone: "good" }));
    },
    async file(incoming, onProgress) {
      let bytes = 0;
      for await (const chunk of incoming.open()) {
        bytes += chunk.byteLength;
        onProgress({ done: bytes, of: incoming.bytes, note: text("Reading…", "读取中…") });
      }
      heard.push(`file ${incoming.name} ${bytes}`);
      await held;
      return seal(askAnswer());
    },
  };
}
