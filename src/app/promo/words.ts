import { type Day, parseDay } from "../../domain/calendar/day.ts";
import type { Programme } from "../../domain/promo/types.ts";
import { UserError } from "../../domain/user-error.ts";
import { fold } from "../../domain/words/closest.ts";
import type { Context } from "../types.ts";
import type { PromoSaid } from "./frame.ts";

export const VERBS = ["new", "plan", "status", "review"] as const;
export type Verb = (typeof VERBS)[number];

const VERB_WORDS: Readonly<Record<string, Verb>> = {
  new: "new",
  add: "new",
  新建: "new",
  登记: "new",
  plan: "plan",
  备货: "plan",
  计划: "plan",
  status: "status",
  progress: "status",
  进度: "status",
  review: "review",
  aftermath: "review",
  复盘: "review",
};

export const verbOf = (word: string): Verb | undefined => VERB_WORDS[word.toLowerCase()];

const PROGRAMME_WORDS: Readonly<Record<string, Programme>> = {
  awd: "awd",
  minimal: "fba-minimal",
  "fba-minimal": "fba-minimal",
  最少分仓: "fba-minimal",
  optimized: "fba-optimized",
  optimised: "fba-optimized",
  "fba-optimized": "fba-optimized",
  优化分仓: "fba-optimized",
};

/** Words that say of which day or thing the next word is. */
const LABELS: Readonly<Record<string, "signUp" | "inbound" | "past" | "skus">> = {
  "sign-up": "signUp",
  signup: "signUp",
  报名: "signUp",
  报名截止: "signUp",
  inbound: "inbound",
  入仓: "inbound",
  入仓截止: "inbound",
  last: "past",
  against: "past",
  去年: "past",
  上次: "past",
  对比: "past",
  sku: "skus",
  skus: "skus",
};

const RANGE = /^(\d{4}-\d{2}-\d{2})(?:\.\.|~|～|—|至)(\d{4}-\d{2}-\d{2})$/u;

export function rangeOf(word: string): { readonly from: Day; readonly to: Day } | null {
  const single = parseDay(word);
  if (single !== undefined) return { from: single, to: single };
  const m = RANGE.exec(word);
  const [from, to] = [parseDay(m?.[1] ?? ""), parseDay(m?.[2] ?? "")];
  return from !== undefined && to !== undefined ? { from, to } : null;
}

function oneDay(word: string, label: string): Day {
  const found = parseDay(word);
  if (found !== undefined) return found;
  throw new UserError(
    "promo-no-day",
    { zh: `“${label}”后面是“${word}”，应为日期。`, en: `After "${label}" stands "${word}", and a day was expected.` },
    { zh: "例如：入仓 2026-10-20", en: "For example: inbound 2026-10-20" },
  );
}

/** SKUs as they are written in the store, or a refusal that names the one that is not. */
export async function knownSkus(words: readonly string[], { company }: Pick<Context, "company">): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of words) {
    const near = await company.findSkus(word, 5);
    const exact = near.find((s) => s.sku === word) ?? near.find((s) => s.sku.toLowerCase() === word.toLowerCase());
    if (!exact) {
      const others = near.map((s) => s.sku);
      throw new UserError(
        "unknown-sku",
        {
          zh: `没有 SKU ${word}${others.length > 0 ? `，相近的有：${others.join("、")}` : "。"}`,
          en: `No SKU is called ${word}${others.length > 0 ? `; there are ${others.join(", ")}` : "."}`,
        },
        { zh: "检查拼写；大小写都可以。", en: "Check the spelling; capitals do not matter." },
      );
    }
    found.push(exact.sku);
  }
  return [...new Set(found)];
}

/** Words of `/promo new`: a name, stores, days, and what else is known, in any order. */
export async function readPromoWords(words: readonly string[], context: Pick<Context, "company">): Promise<PromoSaid> {
  const stores = await context.company.stores();
  const said: { -readonly [K in keyof PromoSaid]: PromoSaid[K] } = {
    name: "",
    stores: [],
    days: null,
    programme: null,
    signUpBy: null,
    inboundBy: null,
    past: null,
    skus: [],
  };
  const name: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? "";
    const label = LABELS[word.toLowerCase()];
    const next = words[i + 1];
    const store = stores.find((s) => s.code.toLowerCase() === word.toLowerCase());
    const programme = PROGRAMME_WORDS[word.toLowerCase()];
    const range = rangeOf(word);
    if (label !== undefined && next !== undefined) {
      i += 1;
      if (label === "signUp") said.signUpBy = oneDay(next, word);
      else if (label === "inbound") said.inboundBy = oneDay(next, word);
      else if (label === "past") said.past = rangeOf(next);
      else
        said.skus = await knownSkus(
          next.split(/[,，、]/u).filter((s) => s !== ""),
          context,
        );
      if (label === "past" && said.past === null) oneDay(next, word);
    } else if (store) said.stores = [...said.stores, store.code];
    else if (programme !== undefined) said.programme = programme;
    else if (range !== null) said.days = range;
    else name.push(word);
  }
  said.name = name.join(" ").trim();
  // A name in quotes is one word, and what follows it was meant for something else; else the last word may have been.
  const [quoted = "", ...rest] = name;
  const unknown = rest.length === 0 ? undefined : /\s/u.test(quoted) ? rest.join(" ") : rest.at(-1);
  if (said.stores.length === 0 && unknown !== undefined) said.unknown = unknown;
  if (said.name === "") {
    throw new UserError(
      "promo-no-name",
      { zh: "大促没有名字。", en: "The promotion has no name." },
      {
        zh: "例如：/promo 新建 黑五2026 amazon-us 2026-11-27..2026-11-30",
        en: 'For example: /promo new "Black Friday 2026" amazon-us 2026-11-27..2026-11-30',
      },
    );
  }
  if (fold(said.name).length > 60) {
    throw new UserError("promo-long-name", {
      zh: "大促名字太长，最多 60 个字。",
      en: "The promotion's name is too long; at most 60 characters.",
    });
  }
  return said;
}
