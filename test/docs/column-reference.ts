import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Source, SourceAsk, SourceColumn } from "../../src/app/types.ts";
import type { Text } from "../../src/domain/value.ts";
import type { Language } from "../../src/message/message.ts";
import { allSources } from "../sources/kit.ts";
import { ROOT } from "./docs.ts";
import { docPath, table, twinLink } from "./reference.ts";

export const SAMPLES = "examples/reports";

const HEAD: Readonly<Record<Language, string>> = {
  en: `# Columns of every format

${twinLink("columns", "en")} · Generated from \`src/sources/\`; after a change run \`npx vitest run test/docs/columns.test.ts -u\`. What files may be, and what
the figures become: [formats.md](formats.md).

- **Bold** columns must be there; a file without one is refused by the column's name. The rest is read where it is there.
- Names compare without case, spaces and punctuation: \`(Child) ASIN\`, \`child asin\` and \`child-asin\` are one. A name that stands twice refuses the file.
- Reports of platforms: other columns are noted and not used. Canonical CSVs: another column refuses the file, with the name that was probably meant.
- The samples are invented, and read as they stand.
`,
  zh: `# 各报表的列

${twinLink("columns", "zh")} · 由 \`src/sources/\` 生成，改动后请运行 \`npx vitest run test/docs/columns.test.ts -u\`。能收哪些文件、数字怎么用，见[报表格式](formats.zh-CN.md)。

- **加粗**的列必须有，缺了就拒收，并写明缺哪一列；其余的有就读。
- 列名不区分大小写、空格和标点：\`(Child) ASIN\`、\`child asin\`、\`child-asin\` 是同一列。同一列名出现两次，整份拒收。
- 平台报表：多出来的列会提示，不使用。通用 CSV：多出来的列整份拒收，并提示你可能想写的列名。
- 样例都是编的，可以直接导入。
`,
};

const ASKED: Readonly<Record<keyof SourceAsk, Text>> = {
  store: { zh: "店铺", en: "store" },
  period: { zh: "日期区间", en: "period" },
  currency: { zh: "币种", en: "currency" },
  day: { zh: "日期", en: "day" },
  warehouse: { zh: "仓库", en: "pool" },
};

/** In groups: reports of platforms first, our own CSVs after them. */
const isCanonical = (source: Source): boolean => source.id === source.fact;

function asked(source: Source, lang: Language): string {
  const names = (Object.keys(ASKED) as (keyof SourceAsk)[]).filter((k) => source.asks[k]).map((k) => ASKED[k][lang]);
  if (names.length === 0) return { zh: "无", en: "nothing" }[lang];
  return names.join(lang === "zh" ? "、" : ", ");
}

function columns(of: readonly SourceColumn[], lang: Language): string {
  const header = { zh: ["列", "也认得"], en: ["column", "also written"] }[lang];
  const rows = of.map((c) => {
    const name = `\`${c.name}\``;
    return [c.required ? `**${name}**` : name, (c.aliases ?? []).map((a) => `\`${a}\``).join(lang === "zh" ? "、" : ", ")];
  });
  return table(header, rows);
}

function section(source: Source, sample: string | undefined, lang: Language): string {
  const formats = basename(docPath("formats", lang));
  const becomes = `[\`${source.fact}\`](${formats}#${source.fact})`;
  const link = sample === undefined ? "" : `[${sample}](../${SAMPLES}/${sample})`;
  const intro = isCanonical(source)
    ? { zh: `文件没写的要问：${asked(source, lang)}。`, en: `Asked for: ${asked(source, lang)}.` }[lang]
    : {
        zh: `${source.origin.zh}\n\n文件没写的要问：${asked(source, lang)}。导入为 ${becomes}。样例：${link}。`,
        en: `${source.origin.en}\n\nAsked for: ${asked(source, lang)}. Becomes ${becomes}. Sample: ${link}.`,
      }[lang];
  const none = { zh: "JSON，键名同平台文档。", en: "JSON, with the keys that the platform documents." }[lang];
  const body = source.columns === undefined ? none : columns(source.columns, lang);
  const title = isCanonical(source) ? "" : `${lang === "zh" ? "：" : ": "}${source.title[lang]}`;
  return `### \`${source.id}\`${title}\n\n${intro}\n\n${body}\n`;
}

/** The invented sample of each report, by the format's id. */
export async function samples(): Promise<ReadonlyMap<string, string>> {
  return new Map((await readdir(join(ROOT, SAMPLES))).map((f) => [basename(f, extname(f)), f]));
}

/** docs/columns.md as the formats make it. */
export async function columnReference(lang: Language): Promise<string> {
  const [sources, files] = await Promise.all([allSources(), samples()]);
  const sorted = sources.toSorted((a, b) => a.id.localeCompare(b.id));
  const group = (title: Text, canonical: boolean): string =>
    `## ${title[lang]}\n\n${sorted
      .filter((s) => isCanonical(s) === canonical)
      .map((s) => section(s, files.get(s.id), lang))
      .join("\n")}`;
  const reports = group({ zh: "平台报表", en: "Reports of platforms" }, false);
  const own = group({ zh: "通用 CSV", en: "Canonical CSVs" }, true);
  return `${HEAD[lang]}\n${reports}\n${own}`;
}
