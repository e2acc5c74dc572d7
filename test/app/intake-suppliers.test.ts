import { describe, expect, it } from "vitest";
import { desk, done } from "./intake-kit.ts";

describe("a product list", () => {
  it("names the suppliers that it adds, and no others", async () => {
    const { take } = desk();
    const result = done(await take("p.csv", "sku,title,supplier\nA,Mug,S1\nB,Cup,GHOST\n"));
    expect(result.accepted).toBe(2);
    expect(result.notes.map((n) => n.en)).toEqual([
      "New supplier: GHOST. How long they produce is not known and the default is assumed; say it with, for example, npm run purser -- supplier add GHOST --production-p50 20.",
    ]);
    expect(done(await take("p.csv", "sku,title,supplier\nA,Mug,S1\n")).notes).toEqual([]);
  });
});
