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
    const blocks = rulesBlocks({ first: firstStock(5, 20, defaults), isNew: false, turnover: null, peak, base: 100 });
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

  it("are silent about a Black Friday that is over", () => {
    expect(on("2026-11-26", "en")).toContain("For Black Friday on 2026-11-27 it is too late");
    expect(on("2026-11-27", "en")).not.toContain("2026-11-27");
    expect(on("2011-12-09", "zh")).not.toContain("黑五");
  });

  it("tell both readings of the first stock on one line, and argue about it only for a new SKU", () => {
    expect(on("2026-06-01", "en")).toMatch(
      /First stock \(new SKUs only\) +115 \/ 550 units +as written \(× 3 days\) lasts 23 days, as claimed \(90 days\) lasts 110 days; the document contradicts itself: to be settled/,
    );
    expect(on("2026-06-01", "zh")).not.toContain("自相矛盾：按字面");
    const fresh = rulesBlocks({ first: firstStock(5, 20, defaults), isNew: true, turnover: null, peak: null, base: 100 });
    expect(plain(message({ title: { zh: "规则", en: "Rules" }, blocks: fresh }), "zh")).toContain("运营文档的公式自相矛盾：按字面");
  });

  it("are silent about a peak that is far away", () => {
    expect(on("2027-01-15", "en")).not.toContain("Black Friday");
  });
});
