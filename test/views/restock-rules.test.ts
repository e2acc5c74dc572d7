import { describe, expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { defaults } from "../../src/domain/policy/reader.ts";
import { peakUplift } from "../../src/domain/restock/peak-uplift.ts";
import { firstStock } from "../../src/domain/restock/first-stock.ts";
import { turnoverProposal } from "../../src/domain/restock/turnover-proposal.ts";
import { message } from "../../src/message/message.ts";
import { plain } from "../../src/message/plain.ts";
import { rulesBlocks, rulesNotes, type StockingRules } from "../../src/views/restock-rules.ts";

/** As on a SKU's card: the rules in its blocks, what speaks against them folded into its basis. */
const card = (rules: StockingRules, lang: "zh" | "en") =>
  plain(message({ title: { zh: "规则", en: "Rules" }, blocks: rulesBlocks(rules), basis: { notes: rulesNotes(rules) } }), lang);

describe("the operating documents' rules", () => {
  const on = (asOf: string, lang: "zh" | "en") => {
    const peak = peakUplift(100, day(asOf), 50, null, defaults);
    return card({ first: firstStock(5, 20, defaults), isNew: false, turnover: null, peak, base: 100 }, lang);
  };

  it("raise the order for the coming peak, and show both dates for shipping", () => {
    const text = on("2026-06-01", "en");
    for (const words of ["Black Friday, 2026-11-27", "150–200 units", "100 + 50%–100%; order by 2026-", "2 to 3 months ahead"])
      expect(text).toContain(words);
  });

  it("say that this year's peak is over, and from when the next is thought of", () => {
    expect(on("2026-11-21", "en")).toContain(
      "For Black Friday on 2026-11-27 it is too late: its inbound cut-off was about 2026-10-19. The next is on 2027-11-26; an order for it is thought of from 2027-04-21 on.",
    );
    expect(on("2026-11-21", "zh")).toContain("2026-11-27 黑五的入仓截止日（约 2026-10-19）已过");
    expect(on("2026-11-21", "en")).not.toContain("order by");
  });

  it("are silent about a Black Friday that is over", () => {
    expect(on("2026-11-26", "en")).toContain("For Black Friday on 2026-11-27 it is too late");
    expect(on("2026-11-27", "en")).not.toContain("2026-11-27");
    expect(on("2011-12-09", "zh")).not.toContain("黑五");
  });

  it("tell the first stock's formula in both readings on one line, and argue about it in the basis, only for a new SKU", () => {
    expect(on("2026-06-01", "en")).toMatch(/First stock +does not apply: it is for new SKUs/);
    expect(on("2026-06-01", "zh")).toMatch(/首次备货 +不适用：只用于新品/);
    expect(on("2026-06-01", "zh")).not.toContain("自相矛盾");
    const fresh = { first: firstStock(5, 20, defaults), isNew: true, turnover: null, peak: null, base: 100 };
    expect(card(fresh, "en")).toMatch(
      /First stock +115 \/ 550 units +5 a day × \(3 \+ 20\) or × \(90 \+ 20\) days; the document contradicts itself/,
    );
    expect(card(fresh, "zh")).toContain("日均 5 × (3 + 20) 或 × (90 + 20) 天；文档自相矛盾，待选定");
    expect(card(fresh, "zh")).toMatch(/口径：运营文档的公式自相矛盾：按字面/);
  });

  it("are one line each, and what speaks against the turnover rule is folded", () => {
    const rules = { first: firstStock(5, 20, defaults), isNew: false, turnover: turnoverProposal(60, 50, defaults), peak: null, base: 100 };
    expect(card(rules, "en")).toMatch(
      /Turnover +0\.50 a month +the document: order −50% \(100 → 50\), sell in bundles; its conflicts are in the basis\n/,
    );
    expect(card(rules, "zh")).toContain("文档：下单 −50%（100 → 50），捆绑销售；先看口径里的冲突");
    const idle = { ...rules, baseDays: 30 };
    expect(card(idle, "en")).toContain("order −50% (100 → 50, from 30 days of sales), sell in bundles");
    expect(card(idle, "zh")).toContain("下单 −50%（100 → 50，按 30 天销量），捆绑销售");
    expect(rulesBlocks(rules).map((b) => b.kind)).toEqual(["heading", "facts"]);
    expect(card(rules, "en")).toMatch(/Basis: Before following the turnover rule: .*every SKU that goes by sea is halved/);
    const usual = { ...rules, turnover: turnoverProposal(20, 10, defaults) };
    expect(card(usual, "en")).toContain("within the document's normal band: no change");
    expect(rulesNotes(usual)).toEqual([]);
  });

  it("are silent about a peak that is far away", () => {
    expect(on("2027-01-15", "en")).not.toContain("Black Friday");
  });
});
