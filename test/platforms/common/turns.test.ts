import { describe, expect, it } from "vitest";
import { turns } from "../../../src/platforms/common/turns.ts";

describe("turns", () => {
  it("let in so many at once and the others in the order in which they came, also after one that failed", async () => {
    const inTurn = turns(2);
    const begun: number[] = [];
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const work = gates.map(({ promise }, n) => inTurn(async () => (begun.push(n), promise)).catch((error: unknown) => error));
    expect(begun).toEqual([0, 1]);
    gates[1]?.reject(new Error("the file broke off"));
    expect(await work[1]).toBeInstanceOf(Error);
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2]);
    for (const { resolve } of gates) resolve();
    await Promise.all(work);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });
});
