import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, openHouse } from "../platforms/payloads/house.ts";
import { DOCS, isChinese, isPattern, readDoc, ROOT, spans } from "./docs.ts";

const COMMANDS = (await readdir(join(ROOT, "commands"))).map((f) => f.replace(".ts", ""));

/** `/kpi gmv`, `@Purser /kpi gmv` and `/purser kpi gmv`: what is typed, as the command line that arrives. */
function asked(span: string): readonly string[] {
  const line = span.replace(/^@Purser\s+/, "").replace(/^\/purser\s+/, "/");
  const name = /^\/([a-z-]+)(?:\s|$)/.exec(line)?.[1];
  return name !== undefined && COMMANDS.includes(name) && !isPattern(line) ? [line] : [];
}

const documents = await Promise.all(DOCS.map(readDoc));
const shown = documents
  .map(({ path, text }) => ({ path, lines: [...new Set(spans(text).flatMap(asked))] }))
  .filter((d) => d.lines.length > 0);

let house: House;
let sku = "";
beforeAll(async () => {
  house = await openHouse();
  sku = (await house.purser.ports.plans.lines({ limit: 1 })).lines[0]?.sku ?? "";
}, 240_000);
afterAll(() => house[Symbol.asyncDispose]());

it("both READMEs show what to type", () => {
  for (const path of ["README.md", "README.zh-CN.md"]) expect(shown.find((d) => d.path === path)?.lines.length).toBeGreaterThan(5);
});

/** Each guide is followed by somebody else: what the reader of another one declared does not stand in the way. */
async function callOffPromos({ promos }: House["purser"]["ports"]): Promise<void> {
  const entry = { at: new Date(0), by: "owner", what: "promo-call-off", on: "promo", details: {} };
  for (const { id, revision, state } of await promos.all()) {
    if (state === "open") await promos.change(id, { state: "called-off" }, revision, entry);
  }
}

describe.each(shown)("$path", ({ path, lines }) => {
  beforeAll(() => callOffPromos(house.purser.ports));

  it.each(lines)("%s is answered without an error, on the sample", async (text) => {
    const lang = isChinese(path) ? "zh" : "en";
    const { message } = await house.says(text.replace(/\bSKU\b/, sku), { role: "owner", clearance: "margin", lang });
    const { tone, title, lead } = message;
    expect(tone === "error" ? `${title[lang]} ${lead?.[lang] ?? ""}` : "answered").toBe("answered");
  });
});
