import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EncodingHint, FileBytes } from "../../../src/app/types.ts";
import { delimiterOf, inspector } from "../../../src/sources/tables/inspect.ts";
import { LIMITS, type Limits } from "../../../src/sources/tables/limits.ts";
import { inPieces, refusal, utf8 } from "../kit.ts";
import { encoded } from "./encoded.ts";
import { zip } from "../workbook-kit.ts";

const SMALL: Limits = { ...LIMITS, bytes: 64 * 1024 };

interface Options {
  readonly country?: string;
  readonly limits?: Limits;
  readonly piece?: number;
  readonly header?: number;
  readonly hint?: EncodingHint;
}

async function rowsOf(content: string | Uint8Array, options: Options = {}) {
  const bytes = typeof content === "string" ? utf8(content) : content;
  const notes: string[] = [];
  const file = await inspector(options.limits)("r.csv", inPieces(bytes, options.piece), options.hint);
  const sniff = file.sniffs[options.header ?? 0];
  if (!sniff) throw new Error("no header");
  const opened = await file.open({ sniff, country: options.country ?? null, encodings: [], note: (t) => notes.push(t.en) });
  const lines: { line: number; cells: readonly string[] }[] = [];
  for await (const batch of opened.rows()) lines.push(...batch);
  return { lines, cells: lines.map((l) => l.cells), encoding: opened.encoding, notes, sniffs: file.sniffs };
}

// A few characters of cp932 (テスト①), gb18030 (订单号) and windows-1252 (Müller €), as bytes.
const CP932 = new Uint8Array([0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x87, 0x40]);
const GB = new Uint8Array([0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5]);
const CP1252 = new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]);
const join = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((p) => (typeof p === "string" ? utf8(p) : p)));
const utf16 = (text: string, mark: boolean): Uint8Array => Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");

describe("encodings", () => {
  it("takes UTF-8 with and without its mark, whose bytes are no part of the first column", async () => {
    expect((await rowsOf("\uFEFFsku,名称\nA,茶\n")).cells).toEqual([
      ["sku", "名称"],
      ["A", "茶"],
    ]);
    expect((await rowsOf("sku,名称\nA,茶\n")).encoding).toBe("utf-8");
  });

  it("takes UTF-16 with and without its mark", async () => {
    expect((await rowsOf(utf16("sku\tname\nA\tMüller\n", true))).cells[1]).toEqual(["A", "Müller"]);
    expect((await rowsOf(utf16("sku\tname\nA\tMüller\n", false))).encoding).toBe("utf-16le");
    const big = Buffer.from(utf16("sku,name\nA,B\n", true)).swap16();
    expect((await rowsOf(big)).cells[1]).toEqual(["A", "B"]);
  });

  it("reads a Japanese store's file as cp932 and anybody else's as windows-1252", async () => {
    const japan = await rowsOf(join("sku,title\nA,", CP932, "\n"), { country: "JP" });
    expect(japan.encoding).toBe("shift_jis");
    expect(japan.cells[1]).toEqual(["A", "テスト①"]);
    const germany = await rowsOf(join("sku,title\nA,", CP1252, "\n"), { country: "DE" });
    expect(germany.encoding).toBe("windows-1252");
    expect(germany.cells[1]).toEqual(["A", "Müller €"]);
  });

  it("knows a Chinese or Japanese header when it sees one", async () => {
    expect((await rowsOf(join(GB, ",sku\n1,A\n"))).cells[0]).toEqual(["订单号", "sku"]);
    expect((await rowsOf(join(CP932, ",sku\n1,A\n"))).cells[0]).toEqual(["テスト①", "sku"]);
  });

  it.each([
    ["gb18030", "sku,标题\nMUG-1,保温杯 750ml 不锈钢\nMUG-2,儿童吸管杯（粉色）\n"],
    ["gb18030", "sku,title\nA,红\n"],
    ["gb18030", "sku,title\nLAMP-1,LED台灯 USB充电 3档调光\n"],
    ["shift_jis", "sku,title\nA,ステンレス製タンブラー\nB,水筒　軽量\n"],
    ["big5", "sku,title\nA,不鏽鋼保溫杯 大容量\nB,兒童水壺 附吸管\n"],
    ["euc-kr", "sku,title\nA,스테인리스 텀블러 대용량 보온병\n"],
    ["windows-1252", "sku,title\nA,Müller Kaffeemühle für Größen\nB,Öl\n"],
    ["windows-1252", "sku,title\nA,théière créée à l’ancienne – 5 €\n"],
    ["windows-1252", "sku,title\nA,CAFÉ\nB,GRÜN\nC,AÇÃO\n"],
    ["windows-1252", "sku,price\nA,£5.00\nB,£12.50\n"],
  ])("tells %s by what the bytes read as, whoever's store it is: %j", async (encoding, text) => {
    const read = await rowsOf(encoded(text, encoding));
    expect(read.encoding).toBe(encoding);
    expect(read.cells).toEqual(
      text
        .trim()
        .split("\n")
        .map((l) => l.split(",")),
    );
  });

  it("finds Chinese titles that begin only far down in the file", async () => {
    const plainLines = Array.from({ length: 9000 }, (_, i) => `SKU-${i},mug ${i}\n`).join("");
    const read = await rowsOf(encoded(`sku,title\n${plainLines}LAST,不锈钢保温杯\n`, "gb18030"), { piece: 5000 });
    expect(read.cells.at(-1)).toEqual(["LAST", "不锈钢保温杯"]);
  });

  it("refuses a Chinese file that was cut off inside a letter instead of showing gibberish", async () => {
    const bytes = encoded("sku,title\nA,不锈钢保温杯 大容量\nB,台灯\nC,杯", "gb18030");
    expect((await refusal(rowsOf(bytes.slice(0, -1)))).code).toBe("broken-encoding");
  });

  it("is read in the encoding that somebody names, and says which names there are", async () => {
    const bytes = join("sku,title\nA,", CP1252, "\n");
    expect((await rowsOf(bytes, { hint: { encoding: "latin1" } })).encoding).toBe("windows-1252");
    expect((await rowsOf(encoded("sku,title\nA,红\n", "gb18030"), { hint: { encoding: "GBK" } })).cells[1]).toEqual(["A", "红"]);
    await expect(rowsOf(bytes, { hint: { encoding: "klingon" } })).rejects.toMatchObject({
      hint: { en: expect.stringContaining("gb18030") },
    });
  });

  it("says that letters were lost before the file came here", async () => {
    expect((await rowsOf("sku,title\nA,????? ???\n")).notes.join()).toContain("letters were lost");
    expect((await rowsOf("sku,title\nA,why?\n")).notes).toEqual([]);
  });

  it("decodes the same however the bytes are cut", async () => {
    const bytes = utf8("sku,名称\nA,茶壶 ☕\nB,😀\n");
    for (const piece of [1, 2, 3, 5, 1000]) expect((await rowsOf(bytes, { piece })).cells[2]).toEqual(["B", "😀"]);
  });
});

describe("what is no table", () => {
  it.each<[string, Uint8Array, string]>([
    ["a ZIP", zip([{ name: "orders.csv", bytes: "a,b\n" }]), "a ZIP archive"],
    ["an old XLS", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]), "an old Excel workbook"],
    ["a PDF", utf8("%PDF-1.7\n%âãÏÓ\n1 0 obj"), "a PDF"],
    ["a log-in page", utf8("<!DOCTYPE html><html><body>Sign in</body></html>"), "a web page"],
    ["a picture", join(new Uint8Array([0x89]), "PNG\r\n\u001a\n"), "a picture"],
    ["noise", new Uint8Array(2000).map((_, i) => (i * 7919) % 31), "a binary file"],
  ])("refuses %s with a sentence", async (_, bytes, what) => {
    const refused = await refusal(rowsOf(bytes));
    expect(refused.code).toBe("not-a-table");
    expect(refused.en).toContain(what);
    expect(refused.en).toContain("r.csv");
  });

  it("refuses an empty file, and one of blank lines", async () => {
    expect((await refusal(rowsOf(""))).code).toBe("empty-file");
    expect((await refusal(rowsOf(" \n\n\r\n"))).code).toBe("empty-file");
  });
});

describe("gzip", () => {
  it("is unpacked without being asked", async () => {
    expect((await rowsOf(gzipSync("a,b\n1,2\n"))).cells).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });
  it("is refused when it is cut off", async () => {
    const whole = gzipSync(Buffer.from("a,b\n" + Array.from({ length: 5000 }, (_, i) => `${i},${i * 7}\n`).join("")));
    expect((await refusal(rowsOf(whole.subarray(0, whole.length / 2)))).code).toBe("broken-gzip");
  });
  it("is refused when it unpacks to more than may be", async () => {
    expect((await refusal(rowsOf(gzipSync(Buffer.alloc(10_000_000, "a,b\n")), { limits: SMALL }))).code).toBe("file-too-large");
  });
});

describe("the delimiter", () => {
  it("is found in the content", () => {
    expect(delimiterOf("a\tb\tc\n1\t2, and more, and more\t3\n").delimiter).toBe("\t");
    expect(delimiterOf("a;b;c\n1,5;2,5;3\n").delimiter).toBe(";");
    expect(delimiterOf('a,b,c\n"1;2;3;4",2,3\n').delimiter).toBe(",");
    expect(delimiterOf('sku,title\nA,"red; blue; green; black"\n').delimiter).toBe(",");
    expect(delimiterOf("a|b\n1|2\n").delimiter).toBe("|");
    expect(delimiterOf("sep=;\na;b\n1;2\n")).toEqual({ delimiter: ";", skipLines: 1 });
  });
  it("`sep=` is not part of the table, and lines are still counted from the top", async () => {
    expect((await rowsOf("sep=;\r\na;b\r\n1;2\r\n")).lines).toEqual([
      { line: 2, cells: ["a", "b"] },
      { line: 3, cells: ["1", "2"] },
    ]);
  });
});

describe("records", () => {
  it("are read as csv-parse reads them, whatever is in the cells and however the bytes are cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "茶", "😀", " ", ",", '"', "\n", "\r\n", "1", "="), maxLength: 8 });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, piece) => {
        // Two columns: a record inside a cell cannot be told from a comment there, so nothing is refused.
        const text = `head,er\n${rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\n")}\n`;
        const mine = (await rowsOf(text, { piece })).cells;
        const theirs = (parse(text, { relax_column_count: true }) as string[][]).filter((r) => r.some((c) => c.trim() !== ""));
        expect(mine).toEqual(theirs);
      }),
      { numRuns: 300 },
    );
  });

  it("keep the line on which they begin, over quoted line breaks and blank lines", async () => {
    const { lines } = await rowsOf('a,b,c\n1,"two\nlines",3\n\n4,5,6\r\n7,8,9');
    expect(lines.map((l) => l.line)).toEqual([1, 2, 5, 6]);
  });

  it("of tab-separated text take a quote for a quote mark only when a spreadsheet wrote it", async () => {
    const { cells } = await rowsOf('sku\ttitle\tn\nA\t"5"" hose, ""x"""\t1\nB\t"Best" cable\t2\nC\t5" pipe\t3\nD\t"\t4\n');
    expect(cells.slice(1).map((c) => c[1])).toEqual(['5" hose, "x"', '"Best" cable', '5" pipe', '"']);
  });

  it("with an inch mark in an unquoted cell are read as written", async () => {
    expect((await rowsOf('a,b,c\n1,5" pipe,3\n4,="00123",6\n')).cells.slice(1)).toEqual([
      ["1", '5" pipe', "3"],
      ["4", '="00123"', "6"],
    ]);
  });
});

describe("a quote that is not closed", () => {
  const row = (i: number): string => `${i},title ${i},${i}\n`;
  const rows = (from: number, to: number): string => Array.from({ length: to - from }, (_, i) => row(from + i)).join("");

  it("fails with the line on which its record begins, instead of swallowing the file", async () => {
    const refused = await refusal(rowsOf(`a,b,c\n${rows(0, 50)}50,"title,50\n${rows(51, 80)}`));
    expect(refused).toMatchObject({ code: "unclosed-quote" });
    expect(refused.en).toContain("line 52");
  });

  it("is noticed when the next quote far below closes it", async () => {
    const refused = await refusal(rowsOf(`a,b,c\n${rows(0, 10)}10,"title,10\n${rows(11, 40)}40,say "x",40\n${rows(41, 60)}`));
    expect(refused.code).toBe("unclosed-quote");
    expect(refused.en).toContain("line 12");
  });

  it("in a large file is noticed before much of it is read", async () => {
    let read = 0;
    const endless: FileBytes = async function* () {
      yield utf8(`a,b,c\n${rows(0, 10)}10,"oops,10\n`);
      for (let i = 0; i < 300; i += 1) {
        read = i;
        yield utf8(rows(0, 1000));
      }
    };
    const file = await inspector()("big.csv", endless);
    const sniff = file.sniffs[0];
    if (!sniff) throw new Error("no header");
    read = 0;
    const opened = await file.open({ sniff, country: null, encodings: [], note: () => undefined });
    const refused = await refusal(
      (async () => {
        for await (const batch of opened.rows()) void batch;
      })(),
    );
    expect(refused.en).toContain("line 12");
    expect(read).toBeLessThan(60);
  });
});

describe("what is too large", () => {
  it("a cell of ten million characters is refused at once, and is never kept", async () => {
    const bytes: FileBytes = async function* () {
      yield utf8('a,b,c\n1,2,3\n4,"');
      for (let i = 0; i < 160; i += 1) yield Buffer.alloc(65_536, 0x78);
      yield utf8('",6\n');
    };
    const file = await inspector()("big.csv", bytes);
    const sniff = file.sniffs[0];
    if (!sniff) throw new Error("no header");
    const opened = await file.open({ sniff, country: null, encodings: [], note: () => undefined });
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const refused = await refusal(
      (async () => {
        for await (const batch of opened.rows()) void batch;
      })(),
    );
    expect(refused.code).toBe("too-large-record");
    expect(refused.en).toContain("line 3");
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
  });

  it("a table of 201 columns is refused by its line", async () => {
    const wide = `${Array.from({ length: 10 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(200)}1\n`;
    const refused = await refusal(rowsOf(wide));
    expect(refused.code).toBe("too-large-record");
    expect(refused.en).toContain("line 2 has 201 columns");
  });
});

describe("JSON", () => {
  const open = (text: string, limits?: Limits) => inspector(limits)("r.json", inPieces(utf8(text)));
  it("is told by its content and opened by its keys", async () => {
    const file = await open('\uFEFF {"a": [1, {"b": "x{["}]}');
    expect(file.sniffs[0]).toMatchObject({ kind: "json", header: ["a"] });
  });
  it("that is cut off is refused with a line", async () => {
    expect(await refusal(open('{"a": [1,\n 2,\n 3'))).toMatchObject({
      code: "broken-json",
      en: expect.stringContaining("line 3") as string,
    });
  });
  it("that is nested without end is refused, quickly", async () => {
    expect((await refusal(open("[".repeat(1_000_000)))).code).toBe("too-deep-json");
  });
});
