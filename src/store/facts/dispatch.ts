import type { MeasureId } from "../../domain/kpi/measure.ts";
import type { Text } from "../../domain/value.ts";
import type { PrismaClient } from "../client/client.ts";
import { nowhere, type Reading } from "./figures.ts";
import type { Question } from "./question.ts";

export const DISPATCH_MEASURES = ["orders-due", "orders-late"] as const satisfies readonly MeasureId[];

/** Order lines say when they were placed and not when they left, whoever exports them: until a fact does, this is not known of any store. */
const NO_SHIP_DATES: Text = {
  en: "no report that Purser reads says when an order was due and when it left: the platform's account health page has the rate",
  zh: "现有报告都没有应发货和实际发货时间，算不出迟发率：请在平台后台的账户健康页查看",
};

export function readDispatch(_prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  return Promise.resolve({
    measures: Object.fromEntries(DISPATCH_MEASURES.filter((m) => asked.has(m)).map((m) => [m, nowhere(NO_SHIP_DATES)])),
    coverage: { covered: 0, of: question.stores.length * question.length },
    sources: [],
    newest: null,
    notes: [],
  });
}
