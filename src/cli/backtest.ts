import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { planDay } from "../app/plan.ts";
import { backtest, type BacktestResult, COMPARED_FILLS } from "../domain/backtest/backtest.ts";
import { pinball } from "../domain/backtest/pinball.ts";
import { type BacktestSettings, fitsBacktest, spanOf } from "../domain/backtest/settings.ts";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { openPurser, type Purser } from "../main.ts";
import { plain } from "../message/plain.ts";
import { backtestMessage, type Pinballs } from "../views/backtest.ts";
import { langOf, type Parsed, type Subcommand, text, UsageError, wholeNumber } from "./subcommand.ts";
import { readDemand } from "./support/demand-file.ts";
import { sentences } from "./support/sentences.ts";

/** The reference setting of the field: three weeks by sea, give or take five days, an order a week. */
const USUAL = { leadMean: 20, leadSigma: 5, review: 7, seed: 1 } as const;
const LONGEST = 180;

function settingsOf(values: Parsed["values"]): BacktestSettings {
  const written = text(values["lead-time"]);
  const lead = written === undefined ? null : /^(\d{1,3})(?:\s*(?:±|\+-|\+\/-)\s*(\d{1,3}))?$/.exec(written.trim());
  if (written !== undefined && lead === null) throw new UsageError(`--lead-time ${written}: expected days, such as 20±5 (or 20+-5)`);
  const [leadMean, leadSigma] = lead === null ? [USUAL.leadMean, USUAL.leadSigma] : [Number(lead[1]), Number(lead[2] ?? 0)];
  const review = wholeNumber(values, "review") ?? USUAL.review;
  if (leadMean < 1 || leadMean > LONGEST || leadSigma > leadMean)
    throw new UsageError(`--lead-time ${written ?? ""}: expected 1 to ${LONGEST} days, and a spread below that`);
  if (review < 1 || review > LONGEST) throw new UsageError(`--review ${review}: expected 1 to ${LONGEST} days`);
  return { leadMean, leadSigma, review, seed: wholeNumber(values, "seed") ?? USUAL.seed };
}

/** Units sold of each SKU at each warehouse, a number a day, all ending on one day. */
async function ownHistory(purser: Purser, store: string | undefined): Promise<History> {
  const context = purser.contextAt(purser.clock.now());
  const codes = (await purser.ports.company.stores()).map((s) => s.code);
  if (store !== undefined && !codes.includes(store))
    throw new UsageError(`--store ${store}: not known. Known: ${codes.join(", ") || "none yet"}`);
  const asOf = await planDay(context);
  const histories: Float64Array[] = [];
  for await (const batch of purser.ports.plans.inputs(asOf))
    for (const input of batch)
      if (store === undefined || input.stores.includes(store))
        histories.push(Float64Array.from(input.history, (d) => Math.max(0, d.units)));
  const days = Math.max(0, ...histories.map((h) => h.length));
  const demand = histories.map((h) => {
    const whole = new Float64Array(days);
    whole.set(h, days - h.length);
    return whole;
  });
  const where = store ?? (codes.length === 1 ? codes.join() : null);
  return {
    demand,
    source: { zh: `${where ?? "各店铺"}的销量，截至 ${asOf}`, en: `sales of ${where ?? "all stores"} up to ${asOf}` },
  };
}

interface History {
  readonly demand: readonly Float64Array[];
  readonly source: Text;
}

async function fromFile(path: string): Promise<History> {
  const name = basename(path);
  return { demand: await readDemand(path), source: { zh: name, en: name } };
}

function judged(
  all: readonly Float64Array[],
  source: Text,
  settings: BacktestSettings,
  status: (line: string) => void,
): { readonly result: BacktestResult; readonly pinballs: Pinballs } {
  const days = all[0]?.length ?? 0;
  const span = spanOf(days);
  const demand = span === null ? [] : all.filter((d) => fitsBacktest(d, span.origin));
  if (span === null || demand.length === 0) {
    throw new UserError(
      "no-backtest",
      {
        zh: `${source.zh}：共 ${days} 天、${all.length} 个商品，其中没有可以回测的商品。`,
        en: `${source.en}: ${days} days of ${all.length} products, and none of them can be judged.`,
      },
      {
        zh: "回测需要约 160 天以上的历史，且商品在开头一段里常有销售。",
        en: "A backtest takes some 160 days of history or more, and products that sold on many of its first days.",
      },
    );
  }
  const result = backtest(demand, span, settings, undefined, (done, of) => status(`backtest: ${done} of ${of} runs`));
  return { result, pinballs: pinball(demand, span, settings) };
}

function json({ result, pinballs }: ReturnType<typeof judged>): string {
  const { settings, span, products, frontiers, calibration } = result;
  return JSON.stringify(
    {
      settings: { ...settings, ...span, products },
      policies: frontiers.map((f) => ({
        id: f.id,
        frontier: f.points,
        onHandAtFill: Object.fromEntries(COMPARED_FILLS.map((fill, k) => [fill.toFixed(2), f.onHandAtFill[k] ?? null])),
      })),
      calibration,
      pinball: pinballs,
    },
    null,
    2,
  );
}

/** `purser backtest --data sales.csv --lead-time 45±10` */
export const subcommand: Subcommand = {
  summary: "How the planner would have done on your own history, against spreadsheets and the textbook.",
  usage: "[--store CODE | --data FILE] [--lead-time 20±5] [--review 7] [--seed N] [--lang zh|en] [--json] [--out DIR]",
  options: {
    store: { type: "string" },
    data: { type: "string" },
    "lead-time": { type: "string" },
    review: { type: "string" },
    seed: { type: "string" },
    lang: { type: "string" },
    json: { type: "boolean" },
    out: { type: "string" },
  },
  async run({ values }, io) {
    const settings = settingsOf(values);
    const file = text(values["data"]);
    const store = text(values["store"]);
    if (file !== undefined && store !== undefined) throw new UsageError("--store and --data: one of them");
    const lang = langOf(values) ?? io.lang;
    const folder = text(values["out"]);
    // A file needs no store, and whoever only tries one should not get an empty one.
    await using purser = file === undefined || folder !== undefined ? await openPurser(io.config) : undefined;
    try {
      const { demand, source } = file === undefined && purser ? await ownHistory(purser, store) : await fromFile(file ?? "");
      const found = judged(demand, source, settings, (line) => io.status(line));
      if (values["json"]) {
        io.out(json(found));
        return 0;
      }
      const said = backtestMessage(found.result, found.pinballs, source);
      io.out(plain(said, lang));
      const [picture] = said.blocks;
      if (purser && folder !== undefined && picture?.kind === "chart") {
        await mkdir(folder, { recursive: true });
        const path = join(folder, "backtest.png");
        await writeFile(path, await purser.renderer().png(picture.chart, picture.data, { lang }));
        io.out(path);
      }
      return 0;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      io.err(`purser: ${sentences(error, lang)}`);
      return 1;
    }
  },
};
