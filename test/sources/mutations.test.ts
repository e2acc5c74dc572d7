import { readdir, readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../../src/app/types.ts";
import { day } from "../../src/domain/calendar/day.ts";
import type { FactKind } from "../../src/domain/facts/facts.ts";
import { REJECTIONS } from "../../src/domain/facts/rejections.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { allSources, DE, readAs, type ReadOut, US } from "./kit.ts";
import { asWorkbook } from "./workbook-kit.ts";

const SAMPLES = new URL("../../examples/reports/", import.meta.url);
const samples = Object.fromEntries(
  await Promise.all(
    (await readdir(SAMPLES))
      .filter((name) => name.endsWith(".csv"))
      .map(async (name) => [name.slice(0, -4), await readFile(new URL(name, SAMPLES), "utf8")] as const),
  ),
);

/** A good file of each format, to be damaged. */
const GOOD: Readonly<Record<string, string>> = {
  ...samples,
  "amazon-all-orders":
    "amazon-order-id\tpurchase-date\torder-status\tsku\tquantity\tcurrency\titem-price\titem-promotion-discount\tproduct-name\n" +
    Array.from(
      { length: 6 },
      (_, i) => `111-000000${i}\t2026-10-0${i + 1}T05:30:00+00:00\tShipped\tMUG-${i}\t${i + 1}\tUSD\t1${i}.99\t\tBlue mug "${i}"\n`,
    ).join(""),
  "amazon-business-report":
    "(Child) ASIN,Title,SKU,Sessions - Total,Units Ordered,Ordered Product Sales\n" +
    Array.from({ length: 6 }, (_, i) => `B${i},"Net, ${i}",N${i},"1,20${i}",6${i},"$1,199.4${i}"\n`).join(""),
  "amazon-fba-inventory":
    "sku\tafn-fulfillable-quantity\tafn-reserved-quantity\n" + Array.from({ length: 6 }, (_, i) => `S${i}\t${i}0\t${i}\n`).join(""),
  "amazon-fba-returns":
    "return-date\torder-id\tsku\tquantity\treason\n" +
    Array.from({ length: 6 }, (_, i) => `2026-10-0${i + 1}T00:00:00+00:00\t111-${i}\tS${i}\t1\tDEFECTIVE\n`).join(""),
  "online-retail":
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n" +
    Array.from(
      { length: 6 },
      (_, i) => `53636${i},2255${i},"TEA, SET ""${i}""",${i + 1},2010-12-01 08:2${i}:00,2.5${i},17850.0,France\n`,
    ).join(""),
  "order-lines":
    "order_id,sku,at,quantity,amount,currency,title\n" +
    Array.from({ length: 6 }, (_, i) => `${i},A${i},2026-10-0${i + 1},1,1${i}.50,USD,茶壶 ${i}\n`).join(""),
  stock:
    "warehouse,sku,state,day,quantity\n" + Array.from({ length: 6 }, (_, i) => `fba-us,A${i},available,2026-11-2${i % 3},${i}0\n`).join(""),
};

const NASTY = [
  "1e309",
  "-1e309",
  "1.234,56",
  "12,13,1",
  "NaN",
  "Infinity",
  "9".repeat(400),
  "-0",
  "0x10",
  "\u0000",
  "\uFEFF",
  "\u202e",
  '"',
  '""',
  '"""',
  "'",
  "=cmd|' /C calc'!A0",
  '="00012"',
  "5.7E+17",
  "2026-02-30",
  "9999-12-31",
  "0000-01-01",
  "2099-01-01T00:00:00Z",
  "09/06/25",
  "Sep 4, 2026 1:05:07 AM CST",
  ",",
  "\t",
  ";",
  "\n",
  "\r",
  "\r\n",
  "\u2028",
  "😀",
  "é",
  "x".repeat(33_000),
  " ",
  "constructor",
  "__proto__",
  "null",
  "<!channel>",
  "{{7*7}}",
  "%s%s",
  "DROP TABLE",
  "١٢٣",
];

type Mutation = (text: string, at: number, what: string) => string;
const lineOf = (text: string, at: number): { readonly lines: string[]; readonly i: number } => {
  const lines = text.split("\n");
  return { lines, i: at % lines.length };
};
const MUTATIONS: readonly Mutation[] = [
  (text, at, what) => text.slice(0, at % text.length) + what + text.slice(at % text.length),
  (text, at) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
  (text, at) => text.slice(0, at % text.length),
  (text, at, what) => {
    const { lines, i } = lineOf(text, at);
    const separator = lines[0]?.includes("\t") ? "\t" : ",";
    const cells = (lines[i] ?? "").split(separator);
    cells[at % cells.length] = what;
    return lines.with(i, cells.join(separator)).join("\n");
  },
  (text, at) => {
    const { lines, i } = lineOf(text, at);
    return lines.toSpliced(i, 0, lines[i] ?? "").join("\n");
  },
  (text, at) => {
    const { lines, i } = lineOf(text, at);
    return lines.toSpliced(i, 1).join("\n");
  },
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\uFEFF${text}`,
];

/** The same cells in a workbook, as far as they are a table at all. */
function inWorkbook(text: string): Uint8Array {
  const delimiter = text.split("\n")[0]?.includes("\t") ? "\t" : ",";
  try {
    return asWorkbook(parse(text, { delimiter, relax_quotes: true, relax_column_count: true, bom: true }) as string[][]);
  } catch {
    return Buffer.from(text, "utf8");
  }
}

const ENCODE: readonly ((text: string) => Uint8Array)[] = [
  (t) => Buffer.from(t, "utf8"),
  (t) => Buffer.from(t, "latin1"),
  (t) => Buffer.from(`\uFEFF${t}`, "utf16le"),
  (t) => Buffer.concat([Buffer.from(t, "utf8"), Buffer.from([0xff, 0xfe, 0x81])]),
  (t) => Buffer.from(t, "utf8").map((b, i) => (i % 97 === 96 ? b ^ 0x80 : b)),
  inWorkbook,
];

const sources = new Map((await allSources()).map((s) => [s.id, s]));
const sourceFor = (id: string): Source => {
  const s = sources.get(id);
  if (!s) throw new Error(id);
  return s;
};

const mutant = fc.record({
  id: fc.constantFrom(...Object.keys(GOOD)),
  steps: fc.array(fc.record({ how: fc.nat(MUTATIONS.length - 1), at: fc.nat(2000), what: fc.constantFrom(...NASTY) }), {
    minLength: 1,
    maxLength: 4,
  }),
  // Mostly UTF-8: other damage is masked when nothing can be decoded.
  encode: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat(ENCODE.length - 1) }),
  piece: fc.integer({ min: 1, max: 300 }),
  german: fc.boolean(),
});

const storable = (value: unknown): boolean =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === "string" && (v.includes("\u0000") || !v.isWellFormed()) ? "\u0001BAD" : v,
  ).includes("BAD") === false;

/** What is wrong with the way in which a damaged file was dealt with; empty is right. */
function faultsOf(outcome: unknown, lines: number): string[] {
  const faults: string[] = [];
  const expected = (holds: boolean, what: string): void => void (holds || faults.push(what));
  if (outcome instanceof UserError) {
    expected(outcome.text.zh.length > 5 && outcome.text.en.length > 5, "a refusal in both languages");
    expected(!/undefined|\[object/.test(outcome.text.en), `a sentence without holes, not: ${outcome.text.en}`);
    return faults;
  }
  // The kit's own word for a file in which no line can be a header; intake says it with a UserError.
  if (outcome instanceof Error && outcome.message === "nothing that may be a header") return faults;
  if (outcome instanceof Error) return [outcome.stack ?? outcome.message];
  const { records, facts, rejects } = outcome as ReadOut<FactKind>;
  expected(facts.length + rejects.length === records.length, "each record is taken or rejected");
  expected(storable(records), "text that PostgreSQL can keep");
  for (const r of rejects) {
    expected(r.row > 1 && r.row <= lines + 1, `a line of the file, not ${r.row}`);
    expected(Object.hasOwn(REJECTIONS, r.code), `a known code, not ${r.code}`);
    expected(r.reason.length > 5 && /\p{Script=Han}/u.test(r.zh), "a reason in both languages");
    expected((r.value ?? "").length <= 200, "a value that was cut");
  }
  for (const fact of facts) {
    expected(
      Object.values(fact).every((v) => typeof v !== "number" || Number.isFinite(v)),
      "finite numbers",
    );
  }
  return faults;
}

/** Where its stock lies: said for the whole file, or by its records. */
const placed = (id: string) => ({
  warehouse: id.startsWith("shopify") ? null : "fba-us",
  warehouses: [{ code: "us-west", name: "US West" }],
});

describe("a damaged file", () => {
  it.each(Object.keys(GOOD))("of %s, undamaged, is read whole", async (id) => {
    const { facts, rejects } = await readAs(sourceFor(id), GOOD[id] ?? "", {
      store: id === "online-retail" ? { ...DE, currency: "GBP" } : US,
      ...placed(id),
      day: day("2026-11-20"),
      period: { from: day("2026-10-01"), to: day("2026-10-31") },
    });
    expect([facts.length, rejects]).toEqual([GOOD[id] === samples[id] ? 3 : 6, []]);
  });

  it("is either refused with a sentence, or each record is taken or rejected with its line and reason: never a crash, never half a record", async () => {
    let refused = 0;
    let read = 0;
    await fc.assert(
      fc.asyncProperty(mutant, async ({ id, steps, encode, piece, german }) => {
        const text = steps.reduce((t, { how, at, what }) => (t === "" ? t : (MUTATIONS[how]?.(t, at, what) ?? t)), GOOD[id] ?? "");
        const bytes = (ENCODE[encode] ?? ENCODE[0])?.(text) ?? new Uint8Array();
        const context = {
          store: german ? DE : US,
          ...placed(id),
          day: day("2026-11-20"),
          period: { from: day("2026-10-01"), to: day("2026-10-31") },
        };
        const outcome = await readAs(sourceFor(id), bytes, context, { piece }).catch((error: unknown) => error);
        if (outcome instanceof UserError) refused += 1;
        else if (!(outcome instanceof Error)) read += 1;
        expect(faultsOf(outcome, text.split(/\r\n|\n|\r/).length)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    // The property says nothing when everything is refused at the door.
    expect(read).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(100);
  });
});
