import type { Text } from "../value.ts";

/** The links of the operating chain, in its order. */
export const CHAIN_LINKS = ["selection", "pilot", "stocking", "fulfilment", "after-sales", "iteration"] as const;
export type ChainLink = (typeof CHAIN_LINKS)[number];

export const LINK_NAME: Readonly<Record<ChainLink, Text>> = {
  selection: { zh: "选品", en: "selection" },
  pilot: { zh: "测试", en: "pilot" },
  stocking: { zh: "备货", en: "stocking" },
  fulfilment: { zh: "履约", en: "fulfilment" },
  "after-sales": { zh: "售后", en: "after-sales" },
  iteration: { zh: "迭代", en: "iteration" },
};

export const ACTION_STATES = ["open", "done", "dropped"] as const;
export type ActionState = (typeof ACTION_STATES)[number];
