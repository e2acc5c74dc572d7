import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { action } from "../../src/actions/intake-answer.ts";
import { intakeService } from "../../src/app/intake/service.ts";
import type { Given } from "../../src/app/intake.ts";
import type { Block, Message } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { diskUploads } from "../../src/uploads.ts";
import { intakeMessage } from "../../src/views/intake.ts";
import { inPieces, utf8 } from "../sources/kit.ts";
import { AMAZON_DE, AMAZON_US, AMAZON_US_2, BUSINESS, desk, done, FBA_US, MYI, NOW, ORDERS } from "./intake-kit.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-uploads-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const formOf = (m: Message): Extract<Block, { kind: "form" }> => {
  const form = m.blocks.find((b) => b.kind === "form");
  if (form?.kind !== "form") throw new Error("no form");
  return form;
};
const request = (name: string, content: string, given: Given = {}) => ({ name, open: inPieces(utf8(content)), given, by: "lin" });

describe("a dropped file that waits for an answer", () => {
  it("is asked about in a form, and read once it is answered", async () => {
    const { deps, imports } = desk([AMAZON_US, AMAZON_US_2, AMAZON_DE], [FBA_US]);
    const published: string[] = [];
    const service = intakeService({
      ...deps,
      uploads: diskUploads(folder, () => NOW),
      published: (r) => Promise.resolve(void published.push(r.file)),
    });

    const { result, upload } = await service.drop(request("BusinessReport-2026-10.csv", BUSINESS));
    const asked = intakeMessage(result, upload);
    const form = formOf(asked);
    expect(asked.title.en).toBe("BusinessReport-2026-10.csv: 2 things are missing");
    expect(form.deed.action).toBe("intake-answer");
    expect(form.fields.map((f) => [f.name, f.type, f.value])).toEqual([
      ["store", "select", undefined],
      ["period", "text", "2026-10"],
    ]);
    const args = action.args.parse(form.deed.args);

    const early = await service.answer(args.upload, { given: { ...args.given, store: "amazon-us", period: "soon" }, by: "lin" });
    expect(early).toMatchObject({ kind: "refused", error: { code: "bad-period" } });

    const late = await service.answer(args.upload, { given: { ...args.given, store: "amazon-us", period: "2026-10" }, by: "lin" });
    if (!late) throw new Error("gone");
    expect(done(late)).toMatchObject({ file: "BusinessReport-2026-10.csv", store: "amazon-us", accepted: 2 });
    expect(imports.all).toHaveLength(1);
    expect(published).toEqual(["BusinessReport-2026-10.csv"]);
    expect(await readdir(folder)).toEqual([]);
    expect(await service.answer(args.upload, { given: args.given, by: "lin" })).toBeUndefined();
  });

  it("is not kept when nothing is lacking", async () => {
    const { deps } = desk();
    const service = intakeService({ ...deps, uploads: diskUploads(folder, () => NOW) });
    const { result, upload } = await service.drop(request("o.txt", ORDERS));
    expect([result.kind, upload]).toEqual(["done", null]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("kept files", () => {
  it("are found by their id only, never by a path", async () => {
    const uploads = diskUploads(folder, () => NOW);
    const id = await uploads.keep("../../etc/passwd", inPieces(utf8("a,b\n"))());
    expect((await uploads.open(id))?.name).toBe("../../etc/passwd");
    for (const bad of ["../x", "/etc/passwd", `${id}/..`, `${id}.name`, "", "x".repeat(24)])
      expect(await uploads.open(bad)).toBeUndefined();
    await uploads.drop(id);
    expect(await readdir(folder)).toEqual([]);
  });
  it("are refused when they are too large, and leave nothing", async () => {
    const uploads = diskUploads(folder, () => NOW, 10);
    await expect(uploads.keep("x", inPieces(utf8("12345678901"))())).rejects.toMatchObject({ code: "file-too-large" });
    expect(await readdir(folder)).toEqual([]);
  });
  it("that nobody answered for a week are removed when the next one comes", async () => {
    const uploads = diskUploads(folder, () => NOW);
    const old = await uploads.keep("old", inPieces(utf8("a"))());
    const then = new Date(NOW.getTime() - 8 * 86_400_000);
    for (const name of await readdir(folder)) await utimes(join(folder, name), then, then);
    const fresh = await uploads.keep("new", inPieces(utf8("b"))());
    expect(await uploads.open(old)).toBeUndefined();
    expect((await uploads.open(fresh))?.name).toBe("new");
  });
});

describe("what is said of a file", () => {
  const said = async (content: string, given: Given = {}): Promise<Message> => {
    const result = await desk([AMAZON_US, AMAZON_DE]).take(`${"very-".repeat(60)}long.csv`, content, given);
    return intakeMessage(result, result.kind === "needs" ? "u1" : null);
  };
  const BAD =
    ORDERS +
    Array.from({ length: 40 }, (_, i) => `111-9\t${i % 2 ? "never" : "2099-01-01T00:00:00Z"}\tShipped\tMUG\t1\tUSD\t10.99\tMug\n`).join("");

  it.each<[string, string, Given, string]>([
    ["read whole", ORDERS, { store: "amazon-us" }, "good"],
    ["read in part", BAD, { store: "amazon-us" }, "warning"],
    ["rejected in every row", BAD.replaceAll("2026-10", "2026-99"), { store: "amazon-us" }, "error"],
    ["lacking something", ORDERS, {}, "neutral"],
    ["refused", "nonsense,file\n1,2\n", {}, "error"],
  ])("can be drawn by every platform: %s", async (_, content, given, tone) => {
    const m = await said(content, given);
    expect(validMessage(m)).toEqual([]);
    expect(m.tone).toBe(tone);
  });

  it("shows the first rejected rows, sums up the rest by reason, and speaks Chinese", async () => {
    const m = await said(BAD, { store: "amazon-us" });
    const table = m.blocks.find((b) => b.kind === "table");
    if (table?.kind !== "table") throw new Error("no table");
    expect(table.rows).toHaveLength(10);
    expect(
      table.rows[0]?.map((v) => (v.kind === "count" ? v.count : v.kind === "code" ? v.code : v.kind === "text" ? v.text.zh : "")),
    ).toEqual([7, "purchase-date", "2099-01-01T00:00:00Z", "purchase-date 在未来；最晚可以是 2026-11-23"]);
    expect(table.more?.zh).toContain("另有 30 行");
    expect(m.blocks.find((b) => b.kind === "list")).toMatchObject({ items: [{ zh: expect.stringContaining("20 行") as string }, {}] });
  });

  it("names the options that answer where there is no form", async () => {
    // Its $ signs say that it is of no German store.
    const result = await desk([AMAZON_US, AMAZON_US_2, AMAZON_DE]).take("BusinessReport-2026-10.csv", BUSINESS);
    expect(plain(intakeMessage(result, null), "en")).toContain(
      [
        "• Which store is this report of? amazon-us, amazon-us-2 (--store)",
        "• Which days does it cover? such as 2026-10 or 2026-10-01..2026-10-31 (--period)",
      ].join("\n"),
    );
    expect(plain(intakeMessage(result, null), "zh")).toContain("报表覆盖哪段时间？例如 2026-10 或 2026-10-01..2026-10-31（--period）");
    const stock = await desk([AMAZON_US], [FBA_US]).take("inventory.txt", MYI);
    expect(plain(intakeMessage(stock, null), "en")).toContain("(--period)");
  });
});
