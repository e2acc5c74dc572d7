import { fold } from "./closest.ts";

export interface RoleWord {
  /** How scopes, policies and answers name it. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Everything that a products file or a person may write for it. */
  readonly spellings: readonly string[];
}

/** Roles in the product matrix: the four of the operating model. A company's own word for another one is a role of that name. */
export const SKU_ROLES: readonly RoleWord[] = [
  { id: "hero", zh: "主推款", en: "hero", spellings: ["hero", "main", "主推款", "主推", "主力款", "主力"] },
  { id: "traffic", zh: "引流款", en: "traffic", spellings: ["traffic", "引流款", "引流", "流量款"] },
  { id: "profit", zh: "利润款", en: "profit", spellings: ["profit", "利润款", "利润"] },
  { id: "defence", zh: "防御款", en: "defence", spellings: ["defence", "defense", "防御款", "防御", "防守款"] },
];

/** The role that a word means; a word of the company's own stands for itself. */
export function roleWord(word: string): RoleWord {
  const wanted = fold(word);
  return SKU_ROLES.find((r) => r.spellings.some((s) => fold(s) === wanted)) ?? { id: word, zh: word, en: word, spellings: [word] };
}
