import { beforeAll, expect, it } from "vitest";
import { command as kpi } from "../../commands/kpi.ts";
import { runCommand } from "../../src/app/run-command.ts";
import type { Answer, Command, Context } from "../../src/app/types.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { dayIn, zone } from "../../src/domain/calendar/zone.ts";
import { weightedVelocity } from "../../src/domain/demand/weighted-velocity.ts";
import type { PolicyScope } from "../../src/domain/policy/policy.ts";
import { UserError } from "../../src/domain/user-error.ts";
import type { Sensitivity } from "../../src/domain/value.ts";
import { plain } from "../../src/message/plain.ts";
import { validMessage } from "../../src/message/valid.ts";
import { portsOf } from "../../src/store/ports.ts";
import { declaredKpis } from "../fakes/kpis.ts";
import { describeEmbedded } from "../store/harness.ts";
import { byHand, FROM, importAll } from "../store/facts/money-world.ts";
import { importsOf, makeCompany } from "../store/imports/world.ts";

const kpis = await declaredKpis();
const NOW = new Date("2026-11-11T18:00:00Z");
const SPAN = `${FROM}..2026-11-10`;
const MARGINS = ["gross-margin", "cm1", "cm2", "cm3"];
const ALL = { stores: ["us", "de"], from: FROM, to: day("2026-11-10") };

describeEmbedded((_, open) => {
  let says: (text: string, clearance?: Sensitivity) => Promise<Answer>;
  let aims: (policy: string, value: number, scope?: PolicyScope) => Promise<void>;
  const en = async (text: string) => plain((await says(text)).message, "en");
  const zh = async (text: string) => plain((await says(text)).message, "zh");
  const data = async (text: string) => (await says(text)).data as Record<string, unknown>;

  beforeAll(async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    await importAll(importsOf(prisma));
    await prisma.sku.updateMany({ where: { code: { in: ["A", "C"] } }, data: { role: "traffic" } });
    const ports = portsOf(prisma, { random: { token: () => "token" } });
    await ports.company.setCompany({ name: "Harbour", currency: "USD", lang: "en", zone: zone("UTC") });
    const context: Context = {
      ...ports,
      now: NOW,
      today: (z) => dayIn(z, NOW),
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      kpis,
      commands: new Map([["kpi", kpi as Command]]),
      demandModel: weightedVelocity,
    };
    says = async (text, clearance = "margin") => {
      const answer = await runCommand(text, context, {
        member: { slug: "fang", name: "Fang", email: null, roles: ["finance"], accounts: [] },
        roles: ["finance"],
        lang: "en",
        platform: "local",
        channel: "finance",
        clearance,
        zone: zone("UTC"),
      });
      const problems = validMessage(answer.message);
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return answer;
    };
    aims = (policy, value, scope = { kind: "company" }) =>
      ports.policies.set({ policy, scope, value, from: day("2026-01-01"), to: null, by: "fang" }, NOW);
  });

  it("says in words of a picture which end it begins with: of a margin the lowest", async () => {
    expect(await en(`/kpi units ${SPAN} by sku`)).toMatch(/Chart: Units sold by SKU, highest first/);
    const { message } = await says(`/kpi gross-margin ${SPAN} by sku`);
    const alt = message.blocks.find((b) => b.kind === "chart")?.alt;
    expect(alt?.zh).toMatch(/^毛利率排名，从低到高/);
    const shown = [...(alt?.en.matchAll(/(-?[\d.]+)%/g) ?? [])].map((m) => Number(m[1]));
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });

  it("CM1 tells what it is made of, which part is settled, and how much of the sales it speaks of", async () => {
    const text = await en(`/kpi cm1 ${SPAN} no comparison`);
    expect(text).toMatch(
      /^CM1 · all 2 stores · 2026-10-26 to 2026-11-10\n\nCM1 +\$1,3\d\d\.\d\d +costs are known for 50\.9% of the sales, a verdict takes 90%/,
    );
    for (const said of [
      "Of net sales",
      "Settled part (9 days)",
      "Part with estimated fees (7 days)",
      "Landed cost",
      "Platform fees",
      "complete up to 2026-11-03",
    ])
      expect(text).toContain(said);
    const told = (await data(`/kpi cm1 ${SPAN}`)) as {
      value: { amount: string };
      settlement: { settled: { amount: string }; estimated: { amount: string } };
    };
    const h = byHand(ALL);
    const value = ["costed-sales", "-costed-refunds", "-landed-cost", "-platform-fees"].reduce(
      (sum, m) => sum + Number(h[m.replace(/^-/, "")]) * (m.startsWith("-") ? -1 : 1),
      0,
    );
    expect(Number(told.value.amount)).toBeCloseTo(value, 1);
    expect(Number(told.settlement.settled.amount) + Number(told.settlement.estimated.amount)).toBeCloseTo(value, 1);
  });

  it.each(MARGINS.flatMap((id) => ["", " by store", " by sku", " by day", " by month"].map((by) => `/kpi ${id} ${SPAN}${by}`)))(
    "%s tells an operator in a channel nothing of costs or margins",
    async (text) => {
      const seen = JSON.stringify(await says(text, "margin"));
      const answer = await says(text, "internal");
      const hidden = JSON.stringify(answer);
      expect(answer.data).toMatchObject({ value: null, because: "not shown to this audience" });
      expect(answer.data).not.toHaveProperty("split");
      expect(answer.data).not.toHaveProperty("series");
      // Whatever amount or rate stands in the open answer is in no part of the other: title, table, chart, alt text, basis, data.
      const figures = new Set(
        [...seen.matchAll(/"amount":"(-?\d+\.\d+)"|"ratio":(-?\d\.\d{4,})|"value":(-?\d+\.\d{3,})/g)].map(
          (m) => m[1] ?? m[2] ?? m[3] ?? "",
        ),
      );
      expect(figures.size).toBeGreaterThan(2);
      expect([...figures].filter((f) => f !== "0.00" && hidden.includes(f))).toEqual([]);
      expect(answer.message.blocks.map((b) => b.kind)).toEqual(["prose"]);
    },
  );

  it("an operator's overview has the ACoS and no margin; the finance lead's has both", async () => {
    const ids = async (clearance: Sensitivity) => {
      const { kpis: lines } = (await says(`/kpi ${SPAN}`, clearance)).data as { kpis: readonly { kpi: string }[] };
      return lines.map((k) => k.kpi);
    };
    expect(await ids("margin")).toEqual(expect.arrayContaining(["acos", "tacos", "gross-margin", "cm3"]));
    const operator = await ids("internal");
    expect(operator).toEqual(expect.arrayContaining(["acos", "tacos"]));
    expect(operator.filter((id) => MARGINS.includes(id))).toEqual([]);
  });

  it("shows a target, the distance and whether it is reached; nothing where none is set, unless it was asked for", async () => {
    expect(await en(`/kpi acos ${SPAN}`)).not.toMatch(/[Tt]arget/);
    expect(await zh(`/kpi acos ${SPAN} 对比目标`)).toContain("没有适用的目标：npm run purser -- policy set kpi-target-acos 数值");
    await aims("kpi-target-acos", 0.2);
    await aims("kpi-target-acos", 0.15, { kind: "role", key: "traffic" });
    const acos = (await data(`/kpi acos ${SPAN}`)) as { value: number; target: { value: number; distance: number; met: boolean } };
    expect(acos.target).toMatchObject({ value: 0.2, met: false, scope: { kind: "company" }, setBy: "fang" });
    expect(acos.target.distance).toBeCloseTo(acos.value - 0.2, 12);
    const text = await zh(`/kpi acos ${SPAN} 对比目标`);
    expect(text).toMatch(/目标 +20\.0% +fang 设置\n与目标差 +\+\d+\.\d 个百分点 +未达成/);
    expect(await data(`/kpi acos 引流款 ${SPAN}`)).toMatchObject({
      scope: { role: "traffic" },
      target: { value: 0.15, scope: { kind: "role", key: "traffic" } },
    });
    await aims("kpi-target-cm1", 31_000);
    const october = await says(`/kpi cm1 ${FROM}..2026-10-31`, "margin");
    expect((october.data as { target: unknown }).target).toMatchObject({ value: { amount: "6000.00" }, met: false });
    expect(JSON.stringify(await says(`/kpi cm1 ${FROM}..2026-10-31`, "internal"))).not.toContain("6000");
  });

  it("asks by role in both languages, and says that no SKU has one", async () => {
    const h = byHand({ ...ALL, skus: ["A", "C"] });
    const v = (m: string) => Number(h[m]);
    const margin = (v("costed-sales") - v("costed-refunds") - v("landed-cost")) / (v("costed-sales") - v("costed-refunds"));
    for (const text of [`/kpi gross-margin role traffic ${SPAN}`, `/kpi 毛利率 引流款 ${SPAN}`])
      expect((await data(text))["value"]).toBeCloseTo(margin, 9);
    const refused: unknown = await says("/kpi 毛利率 利润款").catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).text).toEqual({ zh: "没有 SKU 的定位是利润款", en: "no SKU has the role profit" });
  });

  it("a few reviews get an interval and no verdict", async () => {
    const text = await en("/kpi bad-review-rate us 2026-11-01..2026-11-05 no comparison");
    expect(text).toContain("small sample: new reviews: 5, a verdict takes 10; the true rate may lie anywhere from 12 % to 77 %");
    expect(await data("/kpi bad-review-rate us 2026-11-01..2026-11-05")).toMatchObject({ value: 0.4, sample: { has: 5, needs: 10 } });
  });

  const chartsOf = async (text: string) => (await says(text)).message.blocks.filter((b) => b.kind === "chart");

  it("a contribution margin shows how it comes about: the steps of the picture add up to it", async () => {
    const [waterfall] = await chartsOf(`/kpi cm3 ${SPAN}`);
    expect([waterfall?.chart, waterfall?.sensitivity]).toEqual(["waterfall", "margin"]);
    const { steps } = (waterfall?.data ?? {}) as { steps: { kind: string; value: number }[] };
    const sum = steps.filter((s) => s.kind !== "sum").reduce((a, s) => a + s.value, 0);
    expect(sum).toBeCloseTo(steps.at(-1)?.value ?? Number.NaN, 4);
  });

  it("fees that name no SKU are in the figure of the company as a line of their own, and beside the SKUs as what is of none", async () => {
    expect(await en(`/kpi cm1 ${SPAN}`)).toContain("Of these, fees of no SKU");
    expect(await zh(`/kpi cm1 ${SPAN}`)).toContain("其中未归属 SKU 的费用");
    const { message } = await says(`/kpi cm1 ${SPAN} by sku`);
    const table = message.blocks.find((b) => b.kind === "table");
    expect(table?.rows.at(-1)?.[0]).toMatchObject({ text: { en: "Not attributed to a SKU", zh: "未归属到 SKU" } });
    const amount = (row: readonly { kind: string; amount?: string }[] | undefined) => Number(row?.[1]?.amount ?? 0);
    const whole = (await data(`/kpi cm1 ${SPAN}`))["value"] as { amount: string };
    expect((table?.rows ?? []).reduce((sum, row) => sum + amount(row as never), 0)).toBeCloseTo(Number(whole.amount), 1);
  });

  it("six weeks and twelve months stand in one picture, with the weeks and months that a review asks for first", async () => {
    const { message } = await says("/kpi net-sales us 6-12");
    const chart = message.blocks.find((b) => b.kind === "chart");
    expect(chart?.chart).toBe("six-twelve");
    const { weeks, months } = (chart?.data ?? {}) as {
      weeks: { day: string; value: number | null }[];
      months: { day: string; whole: boolean }[];
    };
    expect([weeks.length, weeks.at(-1)?.day, months.length, months.at(-1)]).toEqual([
      6,
      "2026-11-02",
      12,
      expect.objectContaining({ day: "2026-11-01", whole: false }),
    ]);
    const week = await data("/kpi net-sales us 2026-11-02..2026-11-08");
    expect(weeks.at(-1)?.value).toBeCloseTo(Number((week["value"] as { amount: string }).amount), 2);
    expect(await zh("/kpi 净销售额 us 6-12")).toContain("2026-11 至今");
    await expect(says("/kpi net-sales 6-12 last month")).rejects.toThrow(UserError);
    await expect(says("/kpi 6-12")).rejects.toThrow(UserError);
  });

  it("a figure whose sources are not there says what is missing", async () => {
    expect(await data(`/kpi late-dispatch-rate ${SPAN}`)).toMatchObject({
      value: null,
      because: expect.stringContaining("all orders are the platform's to ship"),
    });
    expect(await data("/kpi acos 2026-01")).toMatchObject({
      value: null,
      because: expect.stringContaining("import the advertising report"),
    });
    expect(await data("/kpi gross-margin us 2026-11 sku:D")).toMatchObject({
      value: null,
      because: expect.stringContaining("no cost is known"),
    });
  });
});
