import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { Source, SourceContext } from "../../src/app/types.ts";
import type { FactKind } from "../../src/domain/facts/facts.ts";
import { allSources, readAs, type ReadOut, refusal, sourceOf, utf8 } from "./kit.ts";
import { asWorkbook, sheetOf } from "./workbook-kit.ts";
import { UserError } from "../../src/domain/user-error.ts";
import { chooseSource } from "../../src/app/intake/choose.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import { inPieces } from "./kit.ts";

type Rows = readonly (readonly string[])[];

const SAMPLES = new URL("../../examples/reports/", import.meta.url);

/** The invented sample of a format, as cells. */
export async function sampleOf(id: string): Promise<Rows> {
  const text = await readFile(new URL(`${id}.csv`, SAMPLES), "utf8");
  return parse(text, { relax_column_count: true }) as string[][];
}

const quoted = (cell: string): string => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const csv = (rows: Rows, delimiter = ","): string => rows.map((r) => r.map(quoted).join(delimiter)).join("\n") + "\n";

/** Which column of a format is what; damage is done there. */
export interface Anatomy {
  readonly id: string;
  readonly context: Partial<SourceContext>;
  /** Lines above the first record: 2 where a row explains the columns. */
  readonly first: number;
  readonly code: string;
  readonly count?: string;
  /** Code of the rejection where `code` is blank; absent: `missing`. */
  readonly blank?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly date?: string;
  readonly title?: string;
  /** A row of sums as people and consoles put under a table. */
  readonly totals: Readonly<Record<string, string>>;
  /** A second line that contradicts one with the same key is rejected. */
  readonly keyed: boolean;
  /** How a date is written when it can be read in two ways, and one that is still to come. */
  readonly ambiguous?: string;
  readonly future?: string;
}

/** A country whose order of day and month is not known here, and one with a decimal comma. */
const NOWHERE = { code: "x", zone: "UTC" as never, currency: "USD", country: "XX" };

/** Twenty-eight ways in which a file of any format comes broken, each with its file, row, column, value and expectation. */
export async function brokenVariants(a: Anatomy): Promise<void> {
  const source: Source<FactKind> = await sourceOf(a.id);
  const good = await sampleOf(a.id);
  const head = good[0] ?? [];
  const records = good.length - a.first;
  const place = (column: string): number => {
    const at = head.findIndex((h) => h.trim() === column);
    if (at < 0) throw new Error(`${a.id}: the sample has no column ${column}`);
    return at;
  };
  const read = (rows: Rows, context: Partial<SourceContext> = {}): Promise<ReadOut<FactKind>> =>
    readAs(source, csv(rows), { ...a.context, ...context });
  /** The sample with one cell of its last record changed; its line is the file's last. */
  const LAST = good.length - 1;
  const having = (column: string, value: string): Rows => good.map((r, i) => (i === LAST ? r.with(place(column), value) : r));
  const intact = await read(good);

  /** The last record alone is rejected, by its line, column and value. */
  const rejected = async (column: string, value: string, code: string, context: Partial<SourceContext> = {}): Promise<void> => {
    const { facts, rejects } = await read(having(column, value), context);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toMatchObject({ row: good.length, code, column: expect.stringContaining(column.trim()) as string });
    expect(rejects[0]?.value).toBe(
      value === "" ? rejects[0]?.value : value.length > 200 ? `${value.slice(0, 199)}…` : value.replaceAll("\u0000", "\uFFFD"),
    );
    expect(rejects[0]?.reason).toMatch(/\S{3}/);
    expect(facts).toEqual(intact.facts.slice(0, -1));
  };

  describe(`${a.id}: its sample`, () => {
    it("is recognised by its header alone and read whole", async () => {
      const file = await inspector()("whatever.bin", inPieces(utf8(csv(good))));
      const chosen = chooseSource(file, await allSources(), undefined);
      expect("source" in chosen ? chosen.source.id : chosen.several.map((s) => s.id)).toBe(a.id);
      expect([intact.facts.length, intact.rejects]).toEqual([records, []]);
    });

    it("says the same as a workbook, as text with other delimiters, and in other encodings", async () => {
      const same = async (bytes: Uint8Array | string) => expect((await readAs(source, bytes, a.context)).facts).toEqual(intact.facts);
      await same(asWorkbook(good));
      await same(csv(good, ";"));
      await same(csv(good, "\t"));
      await same(`\uFEFF${csv(good)}`);
      await same(Buffer.from(`\uFEFF${csv(good)}`, "utf16le"));
      await same(csv(good).replaceAll("\n", "\r\n"));
      await same(good.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\n"));
    });

    it("stands under a title and above blank rows just as well", async () => {
      const titled = sheetOf(["Report of Sample Outdoor"], [], ...good, [], []);
      expect((await readAs(source, titled, a.context)).facts).toEqual(intact.facts);
    });

    it("has numbers for numbers in a workbook", async () => {
      const number = (c: string) => (/^-?\d{1,9}(?:\.\d{1,2})?$/.test(c) ? Number(c) : c === "" ? null : c);
      const rows = good.map((r, i) => (i < a.first ? r : r.map(number)));
      expect((await readAs(source, sheetOf(...rows), a.context)).facts).toEqual(intact.facts);
    });
  });

  describe(`${a.id}, broken:`, () => {
    const cases: (readonly [string, () => Promise<void>])[] = [];
    const one = (what: string, holds: () => Promise<void>): void => void cases.push([what, holds]);
    one("a required column is missing → refused by its name", async () => {
      const at = place(a.code);
      const refused = await refusal(read(good.map((r) => r.toSpliced(at, 1))));
      expect(refused.code).toBe("missing-column");
      expect(refused.en).toContain(a.id);
      expect(refused.zh).toMatch(/缺少列/);
    });
    one("a required column has a name in another language → refused by the name it should have", async () => {
      const refused = await refusal(read(good.with(0, head.with(place(a.code), "Artikelnummer des Verkäufers"))));
      expect(refused.code).toBe("missing-column");
    });
    one("a required column is there twice → refused", async () => {
      const refused = await refusal(read(good.map((r) => [...r, r[place(a.code)] ?? ""])));
      expect(refused.code).toBe("duplicate-column");
      expect(refused.en).toContain(a.code.trim());
    });
    one("a column is new → told, and the rest is read", async () => {
      const { facts, notes } = await read(good.map((r, i) => [...r, i === 0 ? "Brand-new column" : "x"]));
      expect(facts).toEqual(intact.facts);
      expect(notes.join()).toContain("Brand-new column");
    });
    one("columns are in another order → read all the same", async () => {
      expect((await read(good.map((r) => r.toReversed()))).facts).toEqual(intact.facts);
    });
    one("the file ends within its last record → that record is rejected, or its open quote refuses the file", async () => {
      const text = csv(good);
      const cut = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 6);
      const told = await readAs(source, cut, a.context).then(
        ({ rejects }) => rejects.map((r) => `${r.code} line ${r.row} `).join(),
        (error: unknown) => (error instanceof UserError ? `${error.code} ${error.text.en}` : error),
      );
      expect(told).toMatch(new RegExp(`^(?:cut-off|unclosed-quote .*) line ${good.length} `));
    });
    one("a quote is not closed → refused with its line", async () => {
      const refused = await refusal(readAs(source, `${csv(good)}"oops,1,2\n`, a.context));
      expect(refused.code).toBe("unclosed-quote");
      expect(refused.en).toContain(`line ${good.length + 1} `);
    });
    one("a cell of ten million characters → refused with its line", async () => {
      const refused = await refusal(read(having(a.code, "x".repeat(10_000_000))));
      expect(refused.code).toBe("too-large-record");
      expect(refused.en).toContain(`line ${good.length}`);
    });
    one("a cell is longer than any is → its record is rejected", async () => {
      const { facts, rejects } = await read(having(a.code, "x".repeat(40_000)));
      expect(rejects).toMatchObject([{ row: good.length, code: "too-long" }]);
      expect(facts).toEqual(intact.facts.slice(0, -1));
    });
    one("a record has more cells than the header", async () => {
      const { rejects } = await read(good.map((r, i) => (i === LAST ? [...r, "oops"] : r)));
      expect(rejects).toMatchObject([{ row: good.length, code: "too-many-cells", value: "oops" }]);
    });
    one("a row of totals stands below → is never taken for a record", async () => {
      const total = head.map((h) => a.totals[h.trim()] ?? "");
      const { facts, rejects } = await read([...good, total]);
      expect(facts).toEqual(intact.facts);
      expect(rejects.map((r) => r.row)).toEqual([good.length + 1]);
    });
    one("the header stands in it again where files were glued together → is no record", async () => {
      const { facts, rejects } = await read([...good.slice(0, LAST), head, ...good.slice(LAST)]);
      expect([facts, rejects]).toEqual([intact.facts, []]);
    });
    one("holds nothing but its header → nothing is read", async () => {
      expect((await read([head])).records).toEqual([]);
    });
    one("a code is blank", () => rejected(a.code, "", a.blank ?? "missing"));
    one("a code lost digits in a spreadsheet", () => rejected(a.code, "5.76543E+17", "lost-digits"));
    one("a code is an error of a formula", () => rejected(a.code, "#N/A", "spreadsheet-error"));
    one("a code holds half a character", () => rejected(a.code, "A\u0000B", "bad-character"));
    const { count } = a;
    if (count !== undefined) {
      one("a count is words", () => rejected(count, "many", "not-a-number"));
      one("a count is below zero", () => rejected(count, "-3", "negative"));
      one("a count has a fraction", () => rejected(count, "1.5", "not-a-whole-number"));
      one("a count is more than can be", () => rejected(count, "99999999999", "out-of-range"));
      one("a count has its thousands marked → read", async () => {
        const plain = await read(having(count, "1234"));
        expect(plain.rejects).toEqual([]);
        expect((await read(having(count, "1,234"))).facts).toEqual(plain.facts);
      });
      one("a count failed in a spreadsheet", () => rejected(count, "#DIV/0!", "spreadsheet-error"));
    }
    const { amount, currency, date, title } = a;
    if (amount !== undefined) {
      one("an amount is below zero", () => rejected(amount, "-4.05", "negative"));
      one("an amount has a decimal comma where points are written", () => rejected(amount, "12,50", "not-a-number"));
      one("an amount is in another currency", () => rejected(amount, "€12.50", "other-currency"));
      one("an amount is words", () => rejected(amount, "free", "not-a-number"));
    }
    if (currency !== undefined) {
      one("the currency is none", () => rejected(currency, "XYZ", "unknown-currency"));
      one("the currency is another than the others'", () => rejected(currency, "CAD", "other-currency"));
    }
    if (date !== undefined) {
      one("a date is none", () => rejected(date, "2026-02-30", "not-a-date"));
      one("a date lies ahead", () => rejected(date, a.future ?? "2027-01-05", "future-date"));
      one("a date is before there were shops", () => rejected(date, a.future ? a.future.replace("2027", "1990") : "1990-01-05", "too-old"));
      one("a date can be read in two ways where nobody knows the country's", async () => {
        const { rejects } = await read(having(date, a.ambiguous ?? "03/04/2026"), a.context.store ? { store: NOWHERE } : {});
        expect(rejects.at(-1)).toMatchObject({ row: good.length, code: "ambiguous-date", column: date });
      });
    }
    if (title !== undefined) {
      one("letters are of another encoding → read, and said", async () => {
        const bytes = Buffer.from(csv(having(title, "Müller's café lantern")), "latin1");
        const { facts, encoding } = await readAs(source, bytes, a.context);
        expect([facts.length, encoding]).toEqual([records, "windows-1252"]);
        expect(JSON.stringify(facts.at(-1))).toContain("Müller's café");
      });
      one("a title has quotes, delimiters and a line break → read as it is", async () => {
        const odd = 'Hook 5" <b>, "A";\nred';
        const last = (await read(having(title, odd))).facts.at(-1);
        expect(last).toMatchObject({ title: odd });
      });
    }
    if (a.keyed) {
      one("says two things of one key → the second is rejected with the line of the first", async () => {
        const twice = [...good, (good[LAST] ?? []).with(place(a.count ?? a.amount ?? ""), "77")];
        const { facts, rejects } = await read(twice);
        expect(facts).toEqual(intact.facts);
        expect(rejects).toMatchObject([{ row: good.length + 1, code: "duplicate" }]);
        expect(rejects[0]?.reason).toContain(`line ${good.length}`);
      });
    }

    it.each(cases)("%s", async (_, holds) => {
      await expect(holds()).resolves.toBeUndefined();
    });
  });
}
