import { describe, expect, it } from "vitest";
import { zone } from "../../../src/domain/calendar/zone.ts";
import type { WireError, WireFirst, WireWord } from "../../../src/platforms/local/wire.ts";
import { memoryWorkspace } from "../../fakes/workspace.ts";
import { benches, silent } from "./benches.ts";

describe("the page as it is sent", () => {
  const bench = benches();
  const first = (html: string): WireFirst | null =>
    JSON.parse(/<script id="first" type="application\/json">([^<]*)<\/script>/.exec(html)?.[1] ?? "") as WireFirst | null;

  it("speaks the reader's language and brings channels and commands along, so that nobody waits for a second answer", async () => {
    const commands = () => [{ name: "kpi", summary: { zh: "查指标", en: "A KPI" }, usage: { zh: "", en: "" }, examples: ["/kpi"] }];
    const html = await (await (await bench(silent, { commands })).get("/", { "accept-language": "zh-CN" })).text();
    expect(html).toContain('<html lang="zh-CN" data-theme="system">');
    expect(first(html)).toMatchObject({ state: { lang: "zh", channels: [{ id: "ops" }, {}, {}, {}, {}] }, commands: [{ name: "kpi" }] });
  });

  it("is light or dark as the cookie says, and believes no other cookie", async () => {
    const b = await bench(silent);
    const themed = async (cookie: string): Promise<string | undefined> =>
      /data-theme="([^"]*)"/.exec(await (await b.get("/", { cookie })).text())?.[1];
    expect(await themed("a=b; purser-theme=dark")).toBe("dark");
    expect(await themed("purser-theme=light")).toBe("light");
    expect(await themed('purser-theme="><script>')).toBe("system");
  });

  it("keeps a hostile name inside the data", async () => {
    const workspace = memoryWorkspace();
    const name = "</script><script>alert(1)</script><!-- {{lang}}";
    await workspace.saveChannel("evil", name);
    const html = await (await (await bench(silent, { workspace })).get("/")).text();
    expect(html).not.toContain("<script>alert");
    expect(first(html)?.state.channels.at(-1)?.title.en).toBe(name);
  });

  it("comes also while the store does not answer, and says nothing that it does not know", async () => {
    const workspace = memoryWorkspace();
    const b = await bench(silent, { workspace });
    workspace.channels = () => Promise.reject(new Error("the store is away"));
    const answer = await b.get("/");
    expect(answer.status).toBe(200);
    expect(first(await answer.text())).toBe(null);
    expect(b.logged).toEqual(["local.first-state Error: the store is away"]);
  });

  it("is packed for a browser that can unpack it", async () => {
    const b = await bench(silent);
    const style = /rel="stylesheet" href="([^"]+)"/.exec(await (await b.get("/")).text())?.[1] ?? "";
    const plain = new Uint8Array(await (await b.get(style)).arrayBuffer());
    const packed = await b.get(style, { "accept-encoding": "gzip, br" });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(plain.byteLength / 3);
  });

  it("offers names of this company for completion, and SKUs by their beginning", async () => {
    const company = {
      stores: async () => [
        {
          code: "amazon-jp",
          name: "Home JP",
          platform: "amazon",
          country: "JP",
          currency: "JPY",
          zone: zone("Asia/Tokyo"),
          simulated: false,
        },
      ],
      warehouses: async () => [],
      categories: async () => [],
      skuRoles: async () => [],
      findSkus: async (text: string, limit: number) => [
        { sku: `${text}-${limit}`, title: null, category: null, role: null, active: true, simulated: false },
      ],
    };
    const b = await bench(silent, { names: { company, kpis: () => new Map() } });
    const words = (await (await b.get("/local/words")).json()) as WireWord[];
    expect(words.filter(({ kind }) => kind === "store" || kind === "country").map(({ typed }) => typed)).toEqual([
      { zh: "amazon-jp", en: "amazon-jp" },
      { zh: "日本", en: "JP" },
    ]);
    expect(await (await b.get("/local/skus?begins=box")).json()).toMatchObject([{ kind: "sku", typed: { zh: "box-8", en: "box-8" } }]);
    const refused = await b.get(`/local/skus?begins=${"x".repeat(61)}`);
    expect([refused.status, ((await refused.json()) as WireError).error.code]).toEqual([400, "bad-request"]);
    expect(await (await (await bench(silent)).get("/local/words")).json()).toEqual([]);
  });
});
