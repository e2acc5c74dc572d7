import type { Text } from "../../domain/value.ts";
import type { AskedStore, Question } from "./question.ts";

export const storeNames = (stores: readonly AskedStore[]) => stores.map((s) => s.code).join(", ");

/** Why nothing at all can be said, and what would change that. */
export function nothingKnown(question: Question, noun: Text, remedy: Text): Text {
  if (question.stores.length === 0) return { en: "no store fits the question", zh: "没有符合条件的店铺" };
  if (question.days === null) return { en: `the period lies after ${question.asOf}`, zh: `所问期间在 ${question.asOf} 之后` };
  const { from, to } = question.days;
  // The row of a store names it; the names of the others beside it would deny what they have.
  if (question.by === "store")
    return { en: `no ${noun.en} from ${from} to ${to}: ${remedy.en}`, zh: `${from} 至 ${to} 没有${noun.zh}数据：${remedy.zh}` };
  const names = question.stores.length > 3 ? null : storeNames(question.stores);
  return {
    en: `no ${noun.en} of ${names ?? `these ${question.stores.length} stores`} from ${from} to ${to}: ${remedy.en}`,
    zh: `${names ?? `这 ${question.stores.length} 个店铺`} ${from} 至 ${to} 没有${noun.zh}数据：${remedy.zh}`,
  };
}
