import { describe, expect, it } from "vitest";
import type { Chart } from "../../../src/message/message.ts";
import { pictures } from "../../../src/platforms/common/pictures.ts";

/** A chart that notices how often its data is written out. */
function chart(): { readonly chart: Chart; readonly read: () => number } {
  let read = 0;
  const data = { toJSON: () => (read += 1) && { points: [1, 2, 3] } };
  return { chart: { chart: "trend", data, alt: { zh: "上升", en: "up" } }, read: () => read };
}

describe("the picture of a chart", () => {
  it("is drawn once, and its data is written out once, however often it is asked for while a post waits", async () => {
    let drawn = 0;
    const draw = pictures({ png: () => Promise.resolve(Uint8Array.of((drawn += 1))) });
    const one = chart();
    for (let i = 0; i < 5; i++) await draw(one.chart, "en", 2).png();
    expect([drawn, one.read()]).toEqual([1, 1]);
  });

  it("is another one in another language and for another chart, and the same for the same data", () => {
    const draw = pictures({ png: () => Promise.resolve(new Uint8Array()) });
    const [a, b] = [chart().chart, chart().chart];
    expect(draw(a, "en", 2).etag).toBe(draw(b, "en", 2).etag);
    expect(
      new Set([draw(a, "en", 2), draw(a, "zh", 2), draw(a, "en", 1), draw({ ...a, chart: "bars" }, "en", 2)].map((p) => p.etag)).size,
    ).toBe(4);
  });
});
