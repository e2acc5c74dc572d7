import { readSheet } from "read-excel-file/node";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FileBytes } from "../../../src/app/types.ts";
import { UserError } from "../../../src/domain/user-error.ts";
import { inspector } from "../../../src/sources/tables/inspect.ts";
import { LIMITS, type Limits } from "../../../src/sources/tables/limits.ts";
import { inPieces, refusal } from "../kit.ts";
import { bookFiles, type BookSpec, type Cell, sheetOf, workbook, zip } from "../workbook-kit.ts";

/** Told apart from a crash: a file that is a text without a table is no workbook's fault. */
const noHeader = new Error("no header");

async function opened(bytes: Uint8Array, options: { header?: number; limits?: Limits; piece?: number; name?: string } = {}) {
  const notes: string[] = [];
  const file = await inspector(options.limits)(options.name ?? "r.xlsx", inPieces(bytes, options.piece));
  const sniff = file.sniffs[options.header ?? 0];
  if (!sniff) throw noHeader;
  const table = await file.open({ sniff, country: null, encodings: [], note: (t) => notes.push(t.en) });
  const lines: { line: number; cells: readonly string[] }[] = [];
  for await (const batch of table.rows()) lines.push(...batch);
  return { lines, cells: lines.map((l) => l.cells), notes, sniffs: file.sniffs, table };
}

const HEAD = ["sku", "what"];
const second = async (cell: Cell, spec: Partial<BookSpec> = {}): Promise<string | undefined> =>
  (await opened(workbook({ sheets: [{ name: "S", rows: [HEAD, ["A", cell]] }], ...spec }))).cells[1]?.[1];

describe("a workbook", () => {
  it("is known by its content, whatever its name says", async () => {
    expect((await opened(sheetOf(HEAD, ["A", "b"]), { name: "report.csv" })).cells).toEqual([HEAD, ["A", "b"]]);
    const csv = await inspector()("report.xlsx", inPieces(Buffer.from("sku,what\nA,b\n")));
    expect(csv.sniffs[0]?.header).toEqual(HEAD);
  });

  it("reads the same however the bytes come, with namespaces and ZIP64 as other programs write them", async () => {
    const spec: BookSpec = { sheets: [{ name: "S", rows: [HEAD, ["茶 & <b>", 12.5]] }] };
    for (const [more, piece] of [
      [{}, 1],
      [{}, 7],
      [{ prefix: "x:" }, 1000],
      [{ zip64: true }, 1000],
    ] as const)
      expect((await opened(workbook({ ...spec, ...more }), { piece })).cells).toEqual([HEAD, ["茶 & <b>", "12.5"]]);
  });

  it("numbers records as the sheet does, and skips blank rows and a title above the header", async () => {
    const rows = [["Orders of October"], HEAD, ["A", 1], ["B", 2]];
    const book = workbook({ sheets: [{ name: "S", rows, at: [1, 3, 4, 1_048_576] }] });
    expect((await opened(book)).lines.map((l) => l.line)).toEqual([3, 4, 1_048_576]);
  });

  it("believes the cells and not the dimension that the sheet claims", async () => {
    expect((await opened(sheetOf(HEAD, ["A", "b"], ["C", "d"]))).cells).toHaveLength(3);
  });

  it("is read by the sheet that holds the table, and says which sheets are not", async () => {
    const book = workbook({
      sheets: [
        { name: "Read me", rows: [["How to", "use this"]] },
        { name: "Data", rows: [HEAD, ["A", 1]] },
        { name: "Old", state: "hidden", rows: [HEAD, ["Z", 9]] },
        { name: "Empty", rows: [] },
      ],
    });
    const { cells, notes } = await opened(book, { header: 1 });
    expect(cells).toEqual([HEAD, ["A", "1"]]);
    expect(notes).toEqual(["r.xlsx: only the sheet “Data” is read, not “Read me”, “Old” (hidden)."]);
  });

  it("with the same table on two visible sheets is refused, for half of it would be lost", async () => {
    const rows = [HEAD, ["A", 1]];
    const refused = await refusal(
      opened(
        workbook({
          sheets: [
            { name: "Jan", rows },
            { name: "Feb", rows },
          ],
        }),
      ),
    );
    expect(refused.code).toBe("several-sheets");
    expect(refused.en).toContain("“Jan” and “Feb”");
  });

  it("whose only table is hidden is empty", async () => {
    const refused = await refusal(opened(workbook({ sheets: [{ name: "S", state: "veryHidden", rows: [HEAD, ["A", 1]] }] })));
    expect(refused.code).toBe("empty-file");
  });
});

describe("a cell", () => {
  it.each<[string, Cell, string]>([
    ["a sum without its noise", 0.1 + 0.2, "0.3"],
    ["a small number without exponent", 0.0000005, "0.0000005"],
    ["one and a bit so that nobody takes it for a thousand", 1.234, "1.2340"],
    ["a whole number", 12131, "12131"],
    ["zero", 0, "0"],
    ["an id that lost its end as what it is", { xml: '<c r="{r}"><v>5.7654321098765402E+17</v></c>' }, "5.76543210987654E+17"],
    ["an id cut to fifteen digits as lost too", { xml: '<c r="{r}"><v>576543210987654000</v></c>' }, "5.76543210987654E+17"],
    ["an id that no spreadsheet went over", { xml: '<c r="{r}"><v>576543210987654321</v></c>' }, "576543210987654321"],
    ["leading zeros that the format shows", { n: 123, format: "00000" }, "00123"],
    ["a share as per cent", { n: 0.0563, format: "0.00%" }, "5.63%"],
    ["an amount with its currency", { n: 12.5, format: "[$€-407]#,##0.00;[Red]-[$€-407]#,##0.00" }, "€12.5"],
    ["an amount below zero", { n: -4.05, format: '"$"#,##0.00' }, "-$4.05"],
    ["a day", { n: 46326, format: "yyyy-mm-dd" }, "2026-10-31"],
    ["a day as the Chinese write it", { n: 46326, format: 'yyyy"年"m"月"d"日"' }, "2026-10-31"],
    ["a day with its time", { n: 46326.753020833334, format: "m/d/yy h:mm" }, "2026-10-31 18:04:21"],
    ["midnight where the format shows times", { n: 46326, format: "yyyy-mm-dd hh:mm:ss" }, "2026-10-31 00:00:00"],
    ["a time without a day", { n: 0.753020833334, format: "h:mm:ss" }, "18:04:21"],
    ["hours on end", { n: 1.5, format: "[h]:mm" }, "36:00:00"],
    ["a day that cannot be", { n: -1, format: "yyyy-mm-dd" }, "########"],
    ["truth", true, "TRUE"],
    [
      "a text of its own",
      { xml: '<c r="{r}" t="inlineStr"><is><r><t>Mül</t></r><r><t>ler</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>' },
      "Müller",
    ],
    ["what a formula gave", { xml: '<c r="{r}"><f>1+1</f><v>2</v></c>' }, "2"],
    ["text that a formula gave", { xml: '<c r="{r}" t="str"><f>A1&amp;"x"</f><v>Ax</v></c>' }, "Ax"],
    ["an error as an error", { xml: '<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>' }, "#DIV/0!"],
    ["a formula that nobody worked out", { xml: '<c r="{r}"><f>B1*2</f></c>' }, "=?"],
    ["a date written out", { xml: '<c r="{r}" t="d"><v>2026-10-31T00:00:00</v></c>' }, "2026-10-31"],
    ["a line break that XML cannot hold", "a_x000D_\nb", "a\r\nb"],
  ])("holds %s", async (_, cell, text) => {
    expect(await second(cell)).toBe(text);
  });

  it("counts days from 1904 where the workbook does", async () => {
    expect(await second({ n: 46326 - 1462, format: "yyyy-mm-dd" }, { from1904: true })).toBe("2026-10-31");
  });

  it("is read as read-excel-file reads it, where that tells something", async () => {
    const value = fc.oneof(
      fc
        .string({ unit: fc.constantFrom("a", "é", "茶", "😀", " ", "&", "<", '"', "1"), minLength: 1, maxLength: 8 })
        .filter((s) => s.trim() === s && s !== ""),
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.boolean(),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 6 }), async (rows) => {
        const book = sheetOf(["a", "b", "c"], ...rows);
        const theirs = (await readSheet(book))
          .map((row) => row.map((c) => (c === null ? "" : typeof c === "boolean" ? String(c).toUpperCase() : String(c))))
          .filter((row) => row.some((c) => c !== ""));
        const mine = (await opened(book)).cells.map((row) => [...row, "", "", ""].slice(0, 3));
        expect(mine).toEqual(theirs);
      }),
      { numRuns: 100 },
    );
  });
});

describe("what is no plain workbook", () => {
  const files = bookFiles({ sheets: [{ name: "S", rows: [HEAD, ["A", 1]] }] });
  const without = (name: string) => files.filter((f) => f.name !== name);
  const instead = (name: string, bytes: string | Uint8Array) => files.map((f) => (f.name === name ? { ...f, bytes } : f));
  const ole = (more = "") =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), Buffer.from(more, "utf16le")]);

  it.each<[string, Uint8Array, string]>([
    ["a workbook with macros", zip([...files, { name: "xl/vbaProject.bin", bytes: "x" }]), "with macros"],
    ["one that may have macros", workbook({ sheets: [{ name: "S", rows: [HEAD] }], type: "x.macroEnabled.main" }), "with macros"],
    [
      "a binary workbook",
      zip([
        { name: "[Content_Types].xml", bytes: "sheet.binary" },
        { name: "xl/workbook.bin", bytes: "x" },
      ]),
      "XLSB",
    ],
    [
      "a text document",
      zip([
        { name: "[Content_Types].xml", bytes: "wordprocessingml" },
        { name: "word/document.xml", bytes: "x" },
      ]),
      "no workbook",
    ],
    [
      "an OpenDocument sheet",
      zip([
        { name: "mimetype", bytes: "x", stored: true },
        { name: "content.xml", bytes: "x" },
      ]),
      "ODS",
    ],
    ["a ZIP of reports", zip([{ name: "ItemReport.csv", bytes: "a,b\n" }]), "a ZIP archive"],
    ["a ZIP with a password", zip([{ name: "a.csv", bytes: "a", encrypted: true }]), "with a password"],
    ["an old workbook", ole(), "an old Excel workbook"],
    ["a workbook with a password", ole("EncryptedPackage"), "with a password"],
    ["a workbook in gzip", gzipSync(zip(files)), "inside an archive"],
    ["a spreadsheet of 2003", Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), "XML spreadsheet"],
  ])("is refused with a sentence: %s", async (_, bytes, what) => {
    const refused = await refusal(opened(bytes));
    expect(refused.code).toBe("not-a-table");
    expect(refused.en).toContain(what);
    expect(refused.zh).toMatch(/^r\.xlsx：这是.*。$/);
  });

  it.each<[string, Uint8Array]>([
    ["cut off", zip(files).subarray(0, 900)],
    ["without its sheet", zip(without("xl/worksheets/sheet1.xml"))],
    ["without its list of sheets", zip(without("xl/workbook.xml"))],
    ["with a sheet that is not what its sum says", zip(files.map((f) => (f.name.includes("sheet1") ? { ...f, sum: 7 } : f)))],
    ["with a sheet of another size than it claims", zip(files.map((f) => (f.name.includes("sheet1") ? { ...f, claims: 7 } : f)))],
    ["with two sheets of one name", zip([...files, ...files.filter((f) => f.name.includes("sheet1"))])],
    [
      "with entities of its own",
      zip(instead("xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>')),
    ],
    ["with an entity that nobody knows", zip(instead("xl/sharedStrings.xml", "<sst><si><t>&bomb;</t></si></sst>"))],
    ["with XML that ends early", zip(instead("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'>"))],
    ["with a text that is not there", zip(instead("xl/sharedStrings.xml", "<sst/>"))],
    ["with rows out of order", zip(instead("xl/worksheets/sheet1.xml", "<worksheet><row r='2'/><row r='1'/></worksheet>"))],
    ["with cells out of order", zip(instead("xl/worksheets/sheet1.xml", "<worksheet><row r='1'><c r='B1'/><c r='A1'/></row></worksheet>"))],
    ["that is not UTF-8", zip(instead("xl/sharedStrings.xml", Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe])))],
  ])("is refused as damaged: %s", async (_, bytes) => {
    const refused = await refusal(opened(bytes));
    expect(refused.code).toBe("broken-workbook");
    expect(refused.en).toMatch(/^r\.xlsx: /);
  });

  it("never crashes on damaged bytes", async () => {
    // Three bytes that are a text of blanks: no workbook any more, and a table without a header.
    const blank: [number, number][] = [0, 1, 2].map((at) => [at, 32]);
    const good = workbook({ sheets: [{ name: "S", rows: [HEAD, ...Array.from({ length: 20 }, (_, i) => [`A${i}`, i] as const)] }] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        fc.nat(good.length),
        async (changes, length) => {
          const bytes = Buffer.from(good);
          for (const [at, value] of changes) bytes[at] = value;
          const outcome = await opened(bytes.subarray(0, length % 3 === 0 ? length : good.length)).catch((e: unknown) => e);
          expect(outcome instanceof Error && !(outcome instanceof UserError || outcome === noHeader) ? outcome : "told").toBe("told");
        },
      ),
      { numRuns: 400, examples: [[blank, 3]] },
    );
  });
});

describe("what is too large", () => {
  const SMALL: Limits = { ...LIMITS, bytes: 512 * 1024, stringBytes: 256 * 1024, workbookBytes: 64 * 1024 };
  const bomb = (part: string) =>
    zip(
      bookFiles({ sheets: [{ name: "S", rows: [HEAD] }] }).map((f) =>
        f.name === part ? { ...f, bytes: Buffer.alloc(20_000_000, " "), claims: 10 } : f,
      ),
    );

  it.each(["xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml"])(
    "a bomb in %s is refused while it unpacks, whatever it claims",
    async (part) => {
      const refused = await refusal(opened(bomb(part), { limits: SMALL }));
      expect(refused.code).toBe("file-too-large");
    },
  );

  it("a sheet that unpacks to more than may be is refused", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [`A`, i]);
    expect(
      (await refusal(opened(workbook({ sheets: [{ name: "S", rows: [HEAD, ...rows] }] }), { limits: { ...SMALL, workbookBytes: 1e9 } })))
        .code,
    ).toBe("file-too-large");
  });

  it("a workbook that is too large as it comes is refused before it is kept", async () => {
    let sent = 0;
    const endless: FileBytes = async function* () {
      yield Buffer.from("PK\u0003\u0004");
      for (; sent < 10_000; sent += 1) yield Buffer.alloc(65_536);
    };
    expect((await refusal(inspector(SMALL)("r.xlsx", endless))).code).toBe("file-too-large");
    expect(sent).toBeLessThan(5);
  });

  it("a cell of ten million characters is cut, so that its record alone is rejected", async () => {
    const book = sheetOf(
      HEAD,
      ["A", { xml: `<c r="{r}" t="inlineStr"><is><t>${"x".repeat(10_000_000)}</t></is></c>` }],
      ["B", "x".repeat(200_000)],
    );
    const { cells } = await opened(book);
    expect(cells.map((c) => c[1]?.length)).toEqual([4, LIMITS.cell + 1, LIMITS.cell + 1]);
  });

  it("a cell in the last column of the last row costs no more than any other", async () => {
    const refused = await refusal(
      opened(workbook({ sheets: [{ name: "S", rows: [HEAD, [{ xml: '<c r="XFD1048576"><v>1</v></c>' }]], at: [1, 1_048_576] }] })),
    );
    expect(refused.en).toContain("row 1048576 of the sheet “S” has 16384 columns");
  });
});
