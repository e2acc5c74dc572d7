import { describe, expect, it } from "vitest";
import { command as help } from "../../commands/help.ts";
import { command as kpi } from "../../commands/kpi.ts";
import { command as stock } from "../../commands/stock.ts";
import { runCommand } from "../../src/app/run-command.ts";
import type { Asker, Command } from "../../src/app/types.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import { town } from "../app/town.ts";
import { shop } from "../jobs/shop.ts";

describe("/help", () => {
  it("lists what the person may use, with something to type", async () => {
    const t = town();
    const owner = await t.hears("/help");
    expect(owner).toContain("/buy");
    expect(owner).toContain("/help kpi");
    expect(await t.hears("/help", "ann")).not.toContain("/buy");
  });

  it("is what a slash alone asks for", async () => {
    const t = town();
    expect(await t.hears("/")).toBe(await t.hears("/help"));
  });

  it("shows one command with every example", async () => {
    const t = town();
    expect(await t.hears("/help /margin")).toContain("You can type:");
    expect(await t.hears("/help 2")).toContain("There is no command /2.");
    expect(await t.hears("/help margn")).toContain("did you mean /margin?");
  });

  it("speaks Chinese in a Chinese channel", async () => {
    const t = town();
    expect(await t.hears("/help", "olga", { channel: "zh" })).toContain("输入命令提问");
  });

  it("shows the words of the reader's language first, and leaves none out", async () => {
    const commands = new Map([
      ["help", help as Command],
      ["kpi", kpi as Command],
      ["stock", stock as Command],
    ]);
    const context = { ...shop({}, { at: "2026-11-22T10:00:00Z", books: { covered: {} } }).deps.contextAt(new Date()), commands };
    const says = async (typed: string, lang: "zh" | "en") => {
      const person = { slug: "li", name: "Li", email: null, roles: ["owner" as const], accounts: [] };
      const asker: Asker = {
        member: person,
        roles: ["owner"],
        lang,
        platform: "local",
        channel: "ops",
        clearance: "internal",
        zone: zone("UTC"),
      };
      return plain((await runCommand(typed, context, asker)).message, lang);
    };
    expect(await says("/help", "zh")).toMatch(/\/kpi 退货率 上月[^]*\/stock 前50/u);
    expect(await says("/help", "en")).toMatch(/\/kpi return-rate last month by store[^]*\/stock top 50/u);
    const lines = (text: string) => text.split("\n").filter((l) => l.startsWith("/kpi") && !l.includes("["));
    const [zh, en] = [lines(await says("/help kpi", "zh")), lines(await says("/help kpi", "en"))];
    expect(zh[1]).toBe("/kpi 退货率 上月");
    expect(zh.toSorted()).toEqual(en.toSorted());
    expect(zh).toHaveLength(kpi.examples.length);
  });
});
