import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { deadlinesOf, dueReminders, reachesStart, reminderDays, routeDeadlines } from "../../../src/domain/promo/deadlines.ts";
import { leadTimes } from "../../../src/domain/restock/lead-time.ts";
import { read } from "../restock/given.ts";
import { AIR, given, SEA } from "../restock/given.ts";
import { promoOf } from "./given.ts";

const slow = { code: "S1", productionDaysP50: 15, productionDaysP90: 20 };
const times = leadTimes(given({ supplier: slow, routes: [{ ...SEA, daysP50: 28, daysP90: 36 }, AIR] }), read);

describe("the last day to order", () => {
  it("is the inbound deadline less freight and production, each in its slow tenth: 20 October, 36 and 20 days before", () => {
    const [sea] = routeDeadlines(times, day("2025-10-20"), day("2025-08-01"));
    const took = (sea?.route && times.find((t) => t.route?.mode === "sea")?.legs.reduce((s, l) => s + l.p90, 0)) ?? 0;
    expect(took).toBeGreaterThanOrEqual(55);
    expect(sea?.orderBy).toBe(addDays(day("2025-10-20"), -Math.ceil(took)));
    expect(sea?.late).toBe(0);
  });

  it("says by how much it is missed, and whether the goods still come before the start", () => {
    const [sea, air] = routeDeadlines(times, day("2026-10-28"), day("2026-10-10"));
    expect([sea?.route?.mode, air?.route?.mode]).toEqual(["sea", "air"]);
    expect(sea?.late).toBeGreaterThan(30);
    expect(air?.late).toBeGreaterThan(0);
    expect(air && reachesStart(air, day("2026-11-27"))).toBe(true);
    expect(sea && reachesStart(sea, day("2026-11-20"))).toBe(false);
  });
});

describe("reminders", () => {
  const orders = new Map([["sea", day("2026-08-28")]] as const);
  const all = deadlinesOf(promoOf({ signUpBy: day("2026-10-23") }), orders);

  it("follow the deadlines in their order", () => {
    expect(all.map((d) => d.kind)).toEqual(["order", "sign-up", "inbound", "start", "end"]);
  });

  it("come on the days that the policy names and on the day itself, each once, and never for the end", () => {
    const before = reminderDays("60-30-14-7-3-1");
    expect(before).toEqual([60, 30, 14, 7, 3, 1]);
    const told: string[] = [];
    for (let d = day("2026-06-01"); d <= day("2026-12-05"); d = addDays(d, 1)) {
      for (const due of dueReminders(all, d, before)) told.push(`${due.kind} ${d}`);
    }
    expect(told.filter((x) => x.startsWith("order"))).toEqual([
      "order 2026-06-29",
      "order 2026-07-29",
      "order 2026-08-14",
      "order 2026-08-21",
      "order 2026-08-25",
      "order 2026-08-26",
      "order 2026-08-27",
      "order 2026-08-28",
    ]);
    expect(new Set(told).size).toBe(told.length);
    expect(told.length).toBe(4 * 7 + 1);
    expect(told.some((x) => x.startsWith("end"))).toBe(false);
  });

  it("are not lost where the last day to order comes nearer by more than a day overnight", () => {
    const before = reminderDays("60-30-14-7-3-1");
    const order = (d: string) => [{ kind: "order" as const, day: day(d), mode: "air" }];
    expect(dueReminders(order("2026-09-11"), day("2026-09-07"), before)).toEqual([]);
    expect(dueReminders(order("2026-09-10"), day("2026-09-08"), before)).toHaveLength(1);
    expect(dueReminders(order("2026-09-08"), day("2026-09-08"), before)).toHaveLength(1);
  });
});
