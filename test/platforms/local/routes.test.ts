import { describe, expect, it } from "vitest";
import { message, type Sealed } from "../../../src/message/message.ts";
import type { IncomingText } from "../../../src/ports/chat-platform.ts";
import type { WireEntry, WireError, WireState } from "../../../src/platforms/local/wire.ts";
import { memoryWorkspace } from "../../fakes/workspace.ts";
import { sealed } from "../contract.ts";
import type { LocalBench } from "./bench.ts";
import { benches, silent } from "./benches.ts";

const both = (text: string) => ({ zh: text, en: text });

const withChart = (value: number): Sealed =>
  sealed(
    message({
      title: both("Chart"),
      blocks: [
        { kind: "prose", text: both("before") },
        { kind: "chart", chart: "kpi-trend", data: { secretCost: value }, alt: both("rising") },
        { kind: "table", columns: [{ label: both("SKU") }], rows: [[{ kind: "code", code: "=1+1" }]] },
      ],
      actions: [{ label: both("Approve"), deed: { action: "approve-plan", args: { supplier: "ACME" } } }],
    }),
  );

describe("the local workspace's routes", () => {
  const bench = benches();
  const error = async (response: Response): Promise<string> => `${response.status} ${((await response.json()) as WireError).error.code}`;
  const state = async (b: LocalBench, headers?: Record<string, string>): Promise<WireState> =>
    (await (await b.get("/local/state", headers)).json()) as WireState;

  it("has a channel for every purpose from the start, with names in both languages", async () => {
    const { channels } = await state(await bench(silent));
    expect(channels.map(({ id, title }) => [id, title.zh, title.en])).toEqual([
      ["ops", "运营", "ops"],
      ["digest", "日报", "digest"],
      ["stock", "库存", "stock"],
      ["returns", "退货", "returns"],
      ["retro", "复盘", "retro"],
    ]);
  });

  it("keeps a channel that somebody named otherwise", async () => {
    const workspace = memoryWorkspace();
    await workspace.saveChannel("ops", "bridge");
    await bench(silent, { workspace });
    expect(await workspace.channels()).toContainEqual({ id: "ops", name: "bridge" });
  });

  it("speaks the browser's language until the person chooses, and remembers the choice", async () => {
    const heard: (string | undefined)[] = [];
    const b = await bench({ ...silent, text: async ({ lang }) => (heard.push(lang), undefined) });
    const chinese = { "accept-language": "zh-CN,zh;q=0.9" };
    expect((await state(b, chinese)).lang).toBe("zh");
    expect((await state(b)).lang).toBe("en");

    await b.send("/local/language", { lang: "zh" });
    await b.say("/kpi");
    await b.settled();

    expect((await state(b)).lang).toBe("zh");
    expect(heard).toEqual(["zh"]);
  });

  it("passes on the role that the person looks through, and refuses one that does not exist", async () => {
    const heard: IncomingText[] = [];
    const b = await bench({ ...silent, text: async (incoming) => (heard.push(incoming), undefined) });
    await b.send("/local/text", { channel: "ops", event: "event-of-a-role", as: "service", text: "/kpi" });
    await b.settled();

    expect(heard).toMatchObject([{ person: { account: "owner", as: "service" }, direct: true }]);
    expect(await error(await b.send("/local/text", { channel: "ops", event: "event-of-a-king", as: "king", text: "/kpi" }))).toBe(
      "400 bad-request",
    );
  });

  it("never tells the browser what a button means or what a chart is made of", async () => {
    const b = await bench(silent);
    await b.platform.post({ channel: "ops" }, withChart(73.317), "k");
    const said = await (await b.get("/local/entries?channel=ops")).text();
    expect(said).toContain("token-0-of-a-button");
    expect(said).not.toMatch(/73\.317|ACME|approve-plan|kpi-trend/);
  });

  it("pages back through a long channel without gap or repetition", async () => {
    const b = await bench(silent);
    for (let i = 1; i <= 25; i += 1) await b.platform.post({ channel: "ops" }, sealed(`${i}`), `k${i}`);
    const page = async (before?: number): Promise<number[]> =>
      (
        (await (await b.get(`/local/entries?channel=ops&limit=10${before === undefined ? "" : `&before=${before}`}`)).json()) as WireEntry[]
      ).map((e) => e.id);

    const pages = [await page()];
    while ((pages[0]?.length ?? 0) > 0) pages.unshift(await page(pages[0]?.[0]));

    expect(pages.flat()).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  it.each([
    ["an unknown channel", { channel: "nowhere", event: "event-0001", text: "hi" }, "404 not-found"],
    ["an unknown thread", { channel: "ops", event: "event-0001", thread: 77, text: "hi" }, "404 not-found"],
    ["no words", { channel: "ops", event: "event-0001", text: "   " }, "400 bad-request"],
    ["too many words", { channel: "ops", event: "event-0001", text: "x".repeat(8001) }, "400 text-too-long"],
    ["no gesture", { channel: "ops", text: "hi" }, "400 bad-request"],
    ["nothing", null, "400 bad-request"],
  ])("refuses %s", async (_, body, expected) => {
    const b = await bench(silent);
    expect(await error(await b.send("/local/text", body))).toBe(expected);
    expect(await b.shown()).toEqual([]);
  });

  it("takes JSON as JSON only, which a form on another site cannot send", async () => {
    const b = await bench(silent);
    const app = b.platform.routes[0]?.app;
    const post = async (type: string, body: string) =>
      (await app?.request("/local/text", { method: "POST", headers: { "content-type": type }, body })) as Response;
    expect(await error(await post("text/plain", '{"channel":"ops","event":"event-0001","text":"hi"}'))).toBe("400 content-type");
    expect(await error(await post("application/json", "{"))).toBe("400 bad-json");
    expect((await post("application/json", JSON.stringify({ text: "x".repeat(300_000) }))).status).toBe(413);
  });

  it("refuses to press on a message that is not there", async () => {
    const b = await bench(silent);
    expect(await error(await b.send("/local/press", { event: "event-0001", message: 9, token: "t" }))).toBe("404 not-found");
  });

  it("draws a chart once for a language and scale, and not at all when the browser has it", async () => {
    const b = await bench(silent);
    await b.platform.post({ channel: "ops" }, withChart(1), "k");

    const [first, again] = await Promise.all([
      b.get("/local/charts/1/1.png?lang=zh&scale=2"),
      b.get("/local/charts/1/1.png?lang=zh&scale=2"),
    ]);
    const tag = first.headers.get("etag") ?? "";
    const known = await b.get("/local/charts/1/1.png?lang=zh&scale=2", { "if-none-match": tag });
    await b.get("/local/charts/1/1.png");

    expect([first.status, again.status, known.status]).toEqual([200, 200, 304]);
    expect(first.headers.get("content-type")).toBe("image/png");
    expect(b.drawn).toEqual(["kpi-trend zh 2", "kpi-trend en 1"]);
  });

  it("shows the new picture after an edit under the same address", async () => {
    const b = await bench(silent);
    const posted = await b.platform.post({ channel: "ops" }, withChart(1), "k");
    const before = (await b.get("/local/charts/1/1.png")).headers.get("etag");
    if (posted.kind === "sent") await b.platform.edit?.(posted.ref, withChart(2));
    expect((await b.get("/local/charts/1/1.png")).headers.get("etag")).not.toBe(before);
  });

  it("tries a picture again that could not be drawn", async () => {
    let broken = true;
    const b = await bench(silent, { renderer: { png: async () => (broken ? Promise.reject(new Error("no canvas")) : Uint8Array.of(1)) } });
    await b.platform.post({ channel: "ops" }, withChart(1), "k");
    expect(await error(await b.get("/local/charts/1/1.png"))).toBe("500 internal");
    expect(b.logged).toEqual([expect.stringContaining("no canvas")]);
    broken = false;
    expect((await b.get("/local/charts/1/1.png")).status).toBe(200);
  });

  it.each([
    "/local/charts/1/0.png",
    "/local/charts/1/9.png",
    "/local/charts/9/1.png",
    "/local/tables/1/1.csv",
    "/local/attached/1/2.xlsx",
    "/local/entries/9",
  ])("says that there is no %s", async (path) => {
    const b = await bench(silent);
    await b.platform.post({ channel: "ops" }, withChart(1), "k");
    expect(await error(await b.get(path))).toBe("404 not-found");
  });

  it("sends the first rows of a long list to the browser, and all of them as a file", async () => {
    const b = await bench(silent);
    const rows = Array.from({ length: 250 }, (_, i) => [{ kind: "code", code: `SKU-${i}` } as const]);
    const long = message({
      title: { zh: "库存", en: "Stock" },
      blocks: [{ kind: "table", columns: [{ label: { zh: "SKU", en: "SKU" } }], rows, show: 15 }],
    });
    await b.platform.post({ channel: "ops" }, { message: long, buttonTokens: [], formTokens: {}, lang: "en" }, "k");
    expect(await (await b.get("/local/entries/1")).json()).toMatchObject({
      body: { message: { blocks: [{ rows: { length: 200 }, show: 15, left: 50 }] } },
    });
    expect((await (await b.get("/local/tables/1/0.csv?lang=en")).text()).trimEnd().split("\r\n")).toHaveLength(251);
  });

  it("gives a table as a file without formulas", async () => {
    const b = await bench(silent);
    await b.platform.post({ channel: "ops" }, withChart(1), "k");
    const response = await b.get("/local/tables/1/2.csv?lang=en");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer())).toBe("\uFEFFSKU\r\n'=1+1\r\n");
  });

  it("gives what goes along with a message under its own name, and its rows only so", async () => {
    const b = await bench(silent);
    const file = (format: "csv" | "xlsx") =>
      ({
        kind: "file",
        format,
        name: "supplier-order-12",
        title: both("Supplier order"),
        columns: [{ label: both("SKU") }],
        rows: [[{ kind: "code", code: "KTC-01" }]],
      }) as const;
    const documents = sealed(message({ title: both("Documents"), blocks: [file("xlsx"), file("csv")] }));
    await b.platform.post({ channel: "ops" }, documents, "k");
    const entry = (await (await b.get("/local/entries/1")).json()) as WireEntry;
    expect(JSON.stringify(entry)).not.toContain("KTC-01");
    const workbook = await b.get("/local/attached/1/0.xlsx");
    expect(workbook.headers.get("content-disposition")).toBe('attachment; filename="supplier-order-12.xlsx"');
    expect(new TextDecoder("latin1").decode((await workbook.arrayBuffer()).slice(0, 2))).toBe("PK");
    expect(await (await b.get("/local/attached/1/1.csv")).text()).toContain("KTC-01");
    // The ending of the address decides nothing.
    expect((await b.get("/local/attached/1/1.xlsx")).headers.get("content-type")).toContain("text/csv");
  });
});
