import type { Text } from "../value.ts";
import { PLAN_STATES, type PlanState } from "./types.ts";

/** How people call the states of a line. */
export const STATE_NAMES = {
  out: { zh: "已断货", en: "out of stock" },
  unavoidable: { zh: "断货不可避免", en: "will run out" },
  "move-now": { zh: "不调货就断货", en: "out unless moved" },
  "order-now": { zh: "该下单", en: "to order" },
  fine: { zh: "正常", en: "fine" },
  overstock: { zh: "积压", en: "too much" },
  dormant: { zh: "不动销", en: "not selling" },
  unknown: { zh: "缺数据", en: "data missing" },
} as const satisfies Record<PlanState, Text>;

const WORDS: Readonly<Record<string, readonly PlanState[]>> = {
  out: ["out"],
  已断货: ["out"],
  断货: ["out", "unavoidable", "move-now"],
  缺货: ["out", "unavoidable", "move-now"],
  unavoidable: ["unavoidable"],
  断货不可避免: ["unavoidable"],
  "move-now": ["move-now"],
  不调货就断货: ["move-now"],
  "order-now": ["order-now"],
  order: ["out", "unavoidable", "move-now", "order-now"],
  urgent: ["out", "unavoidable", "move-now", "order-now"],
  该下单: ["order-now"],
  立即下单: ["order-now"],
  补货: ["out", "unavoidable", "move-now", "order-now"],
  紧急: ["out", "unavoidable", "move-now", "order-now"],
  fine: ["fine"],
  正常: ["fine"],
  overstock: ["overstock"],
  积压: ["overstock"],
  滞销: ["overstock", "dormant"],
  dormant: ["dormant"],
  不动销: ["dormant"],
  呆滞: ["dormant"],
  unknown: ["unknown"],
  缺数据: ["unknown"],
  未知: ["unknown"],
  all: PLAN_STATES,
  全部: PLAN_STATES,
};

export const STATE_WORDS: readonly string[] = Object.keys(WORDS);

/** `缺货`, `Overstock` → states; undefined for a word that is none. */
export function statesOf(word: string): readonly PlanState[] | undefined {
  return Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()] : undefined;
}

/** `top20`, `前20` → 20; undefined for a word that is none. `top` alone is read with the word after it. */
export function topOf(word: string, next?: string): { readonly top: number; readonly words: number } | undefined {
  const one = /^(?:top|前)(\d{1,4})(?:个|名)?$/iu.exec(word);
  if (one) return { top: Number(one[1]), words: 1 };
  if (/^(?:top|前)$/iu.test(word) && next !== undefined && /^\d{1,4}$/.test(next)) return { top: Number(next), words: 2 };
  return undefined;
}
