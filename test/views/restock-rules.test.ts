import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { defaults } from "../../src/domain/policy/reader.ts";
import { peakUplift } from "../../src/domain/restock/peak-uplift.ts";
import { firstStock } from "../../src/domain/restock/first-stock.ts";
import { message } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { rulesBlocks } from "../../src/views/restock-rules.ts";

describe("the operating documents' rules", () => {
  const on = (asOf: string, lang: "zh" | "en") => {
    const peak = peakUplift(100, day(asOf), 50, null, defaults);
    const blocks = rulesBlocks({ first: firstStock(5, 20, defaults), turnover: null, peak, base: 100 });
    return plain(message({ title: { zh: "规则", en: "Rules" }, blocks }), lang);
  };

  it("raise the order for the coming peak, and show both dates for shipping", () => {
    const text = on("2026-06-01", "en");
    for (const words of ["Black Friday, 2026-11-27", "150–200 units", "raised by the document's 50% to 100%", "2 to 3 months ahead"])
      expect(text).toContain(words);
  });

  it("say that this year's peak is over, and from when the next is thought of", () => {
    expect(on("2026-11-21", "en")).toContain(
      "For Black Friday on 2026-11-27 it is too late: its inbound cut-off was about 2026-10-19. The next is on 2027-11-26; an order for it is thought of from 2027-04-21 on.",
    );
    expect(on("2026-11-21", "zh")).toContain("2026-11-27 黑五的入仓截止日（约 2026-10-19）已过");
    expect(on("2026-11-21", "en")).not.toContain("raised by");
  });

  it("are silent about a peak that is far away", () => {
    expect(on("2027-01-15", "en")).not.toContain("Black Friday");
  });
});
