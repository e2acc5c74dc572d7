import type { Ask, IntakeDone, IntakeNeeds, IntakeRefused, IntakeResult } from "../app/intake.ts";
import { REJECTIONS } from "../domain/facts/rejections.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { type Block, type Fact, type Field, type Message, message, type Value } from "../message/message.ts";

/** Rejected records that a message shows; the rest is with the import. */
const SHOWN = 10;
const NAME_CHARACTERS = 60;
const VALUE_CHARACTERS = 60;

const count = (n: number): Value => ({ kind: "count", count: n });
const plain = (text: string): Value => ({ kind: "code", code: text });
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const same = (text: string): Text => ({ zh: text, en: text });

/** A reason names its column, which stands beside it in a table. */
function withoutColumn({ zh, en }: Text, column: string | null): Text {
  const cut = (text: string, colon: string): string =>
    column !== null && text.startsWith(`${column}${colon}`) ? text.slice(column.length + colon.length) : text;
  return { zh: cut(zh, "："), en: cut(en, ": ") };
}

function rejectionTable(result: IntakeDone): Block {
  const shown = result.rejections.slice(0, SHOWN);
  const rest = result.rejected - shown.length;
  return {
    kind: "table",
    title: { zh: "被拒收的行", en: "Rejected rows" },
    columns: [
      { label: { zh: "行", en: "Row" }, align: "right" },
      { label: { zh: "列", en: "Column" } },
      { label: { zh: "内容", en: "Value" } },
      { label: { zh: "原因", en: "Reason" } },
    ],
    rows: shown.map((r) => [
      count(r.row),
      plain(r.column ?? ""),
      plain(clip(r.value ?? "", VALUE_CHARACTERS)),
      { kind: "text", text: withoutColumn(r.reason, r.column) },
    ]),
    ...(rest > 0
      ? { more: { zh: `另有 ${rest} 行，已随导入 #${result.importId} 保存`, en: `and ${rest} more, kept with import #${result.importId}` } }
      : {}),
  };
}

function byReason(result: IntakeDone): Block[] {
  const codes = Object.entries(result.rejectedBy).toSorted((a, b) => b[1] - a[1]);
  if (codes.length < 2) return [];
  return [
    {
      kind: "list",
      items: codes.slice(0, SHOWN).map(([code, n]) => {
        const text: Text = Object.hasOwn(REJECTIONS, code) ? REJECTIONS[code as keyof typeof REJECTIONS] : same(code);
        return { zh: `${text.zh}：${n} 行`, en: `${text.en}: ${n}` };
      }),
    },
  ];
}

const spanText = ({ from, to }: NonNullable<IntakeDone["period"]>): Text =>
  from === to ? same(from) : { zh: `${from} 至 ${to}`, en: `${from} to ${to}` };

function done(result: IntakeDone): Message {
  const { read, accepted, unchanged, rejected } = result;
  const name = clip(result.file, NAME_CHARACTERS);
  const facts: Fact[] = [
    { label: { zh: "读取", en: "Read" }, value: count(read) },
    { label: { zh: "新增或更新", en: "New or changed" }, value: count(accepted) },
    { label: { zh: "无变化", en: "Unchanged" }, value: count(unchanged) },
    { label: { zh: "拒收", en: "Rejected" }, value: count(rejected) },
  ];
  const where = result.store ?? result.warehouse;
  const span = result.period;
  const details: Fact[] = [
    { label: { zh: "格式", en: "Format" }, value: { kind: "text", text: result.formatTitle } },
    ...(where === null
      ? []
      : [{ label: result.store === null ? { zh: "仓库", en: "Warehouse" } : { zh: "店铺", en: "Store" }, value: plain(where) }]),
    ...(span === null ? [] : [{ label: { zh: "期间", en: "Period" }, value: { kind: "text", text: spanText(span) } as const }]),
  ];
  const nothing = read > 0 && rejected === read;
  return message({
    title: nothing
      ? { zh: `${name}：没有一行能用`, en: `${name}: not one row could be taken` }
      : { zh: `已导入 ${name}`, en: `Imported ${name}` },
    tone: nothing ? "error" : rejected > 0 ? "warning" : "good",
    lead: leadOf(result),
    blocks: [
      { kind: "facts", facts },
      { kind: "facts", facts: details },
      ...(rejected > 0 ? [...byReason(result), rejectionTable(result)] : []),
      ...(result.notes.length > 0 ? [{ kind: "list" as const, items: result.notes }] : []),
    ],
    // Nothing that is undone by it: no button.
    actions:
      accepted === 0
        ? []
        : [
            {
              label: { zh: "撤销导入", en: "Undo import" },
              deed: { action: "undo-import", args: { importId: result.importId, file: name } },
              confirm: {
                zh: `撤销导入 #${result.importId}？它带来的数据会移除，被它替换的数据会恢复。`,
                en: `Undo import #${result.importId}? What it brought goes, and what it replaced comes back.`,
              },
            },
          ],
    basis: {
      ...(result.store === null ? {} : { stores: [result.store] }),
      sources: [{ zh: `导入 #${result.importId}`, en: `import #${result.importId}` }],
      ...(result.simulated ? { simulated: true } : {}),
    },
  });
}

function leadOf({ read, accepted, unchanged, rejected }: IntakeDone): Text {
  if (read === 0) return { zh: "文件只有表头，没有数据行。", en: "The file has a header and no records." };
  if (rejected === read)
    return {
      zh: `${figure(read)} 行全部被拒收，没有任何数据变化。`,
      en: `${read === 1 ? "The only row was" : `All ${figure(read)} rows were`} rejected; nothing changed.`,
    };
  if (unchanged === read) return { zh: "这些数据之前都已导入，没有变化。", en: "All of it was here already; nothing changed." };
  // All that was read is accounted for: rows that are neither taken nor rejected would be missed.
  return {
    zh: `读取 ${figure(read)} 行，写入 ${figure(accepted)} 行${unchanged > 0 ? `，${figure(unchanged)} 行无变化` : ""}${rejected > 0 ? `，拒收 ${figure(rejected)} 行` : ""}。`,
    en: `${counted(read, "row")} read, ${figure(accepted)} taken${unchanged > 0 ? `, ${figure(unchanged)} unchanged` : ""}${rejected > 0 ? `, ${figure(rejected)} rejected` : ""}.`,
  };
}

function fieldOf(ask: Ask): Field {
  return {
    name: ask.field,
    label: ask.question,
    type: ask.options.length > 0 ? "select" : ask.field === "day" ? "day" : "text",
    required: true,
    ...(ask.options.length > 0 ? { options: ask.options } : {}),
    ...(ask.suggested === undefined ? {} : { value: ask.suggested }),
    ...(ask.hint ? { hint: ask.hint } : {}),
  };
}

/** A day is said as a period of one day. */
const optionOf = (field: Ask["field"]): string => `--${field === "day" ? "period" : field}`;

/** A question with its possible answers and the option that answers it, where there is no form to choose from. */
function spelled({ field, question, options, hint }: Ask): Text {
  const list = options.map((o) => o.value).join(", ");
  const help: Text = list === "" ? (hint ?? { zh: "", en: "" }) : { zh: list, en: list };
  const option = optionOf(field);
  return { zh: `${question.zh}${help.zh}（${option}）`, en: `${question.en} ${help.en}${help.en === "" ? "" : " "}(${option})` };
}

function needs(result: IntakeNeeds, upload: string | null): Message {
  const name = clip(result.file, NAME_CHARACTERS);
  const what = result.formatTitle ?? { zh: "报表", en: "a report" };
  return message({
    title: {
      zh: `${name}：还差一点信息`,
      en: `${name}: ${result.asks.length === 1 ? "one thing is" : `${result.asks.length} things are`} missing`,
    },
    lead: {
      zh: result.formatTitle ? `这是${what.zh}，但文件里没有写明下面的内容。回答之前不会导入任何数据。` : "有几种格式都符合，请选一种。",
      en: result.formatTitle
        ? `This is ${what.en}, and the file does not say the following. Nothing is imported before you answer.`
        : "More than one format fits; please choose.",
    },
    blocks:
      upload === null
        ? [{ kind: "list", items: result.asks.map(spelled) }]
        : [
            {
              kind: "form",
              deed: { action: "intake-answer", args: { upload, given: result.given } },
              fields: result.asks.map(fieldOf),
              submit: { zh: "导入", en: "Import" },
            },
          ],
  });
}

function refused(result: IntakeRefused): Message {
  const { message: text, hint } = result.error;
  return message({
    title: { zh: `${clip(result.file, NAME_CHARACTERS)} 没有导入`, en: `${clip(result.file, NAME_CHARACTERS)} was not imported` },
    tone: "error",
    lead: text,
    blocks: hint ? [{ kind: "prose", text: hint }] : [],
  });
}

/** What became of a file: what was read, what is missing, or why it was refused. `upload` is where it waits for an answer. */
export function intakeMessage(result: IntakeResult, upload: string | null): Message {
  switch (result.kind) {
    case "done":
      return done(result);
    case "needs":
      return needs(result, upload);
    case "refused":
      return refused(result);
  }
}
