import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownClearance } from "../../../src/app/roles.ts";
import { runCommand } from "../../../src/app/run-command.ts";
import { runJob } from "../../../src/app/run-job.ts";
import { renewPlan } from "../../../src/cli/support/plan.ts";
import { readConfig } from "../../../src/config.ts";
import { openPurser, type Purser } from "../../../src/main.ts";
import { shownRows } from "../../../src/message/listed.ts";
import type { Message } from "../../../src/message/message.ts";
import { chartsOf, drawCard } from "../../../src/platforms/feishu/draw/card.ts";
import { DayClock, wall } from "../../day/kit.ts";
import { sampleHome } from "../../day/sample-home.ts";
import { refusal, seal } from "./draw-kit.ts";

let home: string;
let purser: Purser;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "purser-cards-"));
  const clock = new DayClock(wall("09:00"));
  await sampleHome(home, clock);
  purser = await openPurser(readConfig({ PURSER_HOME: home, PORT: "0" }), { clock });
  await renewPlan(purser);
}, 240_000);
afterAll(async () => {
  await purser[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function answers(): Promise<readonly (readonly [string, Message])[]> {
  const { company } = purser.ports;
  const [{ zone }, members] = await Promise.all([company.company(), company.members()]);
  const member = members.find((m) => m.slug === "owner");
  if (!member) throw new Error("the sample has no owner");
  const asker = {
    member,
    roles: member.roles,
    lang: "zh" as const,
    platform: "terminal",
    channel: null,
    clearance: ownClearance(member.roles),
    zone,
  };
  const context = purser.contextAt(purser.clock.now(), {});
  const asked = [
    "/help",
    "/kpi",
    "/stock",
    "/restock",
    "/kpi net-sales",
    "/kpi 退货率 上月",
    "/kpi units by sku",
    "/kpi net-sales by store",
  ];
  for (const command of context.commands.keys()) asked.push(`/help ${command}`);
  const said: [string, Message][] = [];
  for (const text of asked) said.push([text, (await runCommand(text, context, asker)).message]);
  const [line] = (await purser.ports.plans.lines({ limit: 1 })).lines;
  for (const text of line ? [`/restock ${line.sku}`, `/stock ${line.sku}`] : [])
    said.push([text, (await runCommand(text, context, asker)).message]);
  const deps = { jobs: purser.jobs, clock: purser.clock, contextAt: () => context };
  for (const job of purser.jobs.keys())
    for (const report of await runJob(deps, job, purser.clock.now(), { dryRun: true }))
      report.messages.forEach((m, i) => said.push([`${job} ${i}`, m]));
  return said;
}

describe("the sample store on Feishu", () => {
  it("every answer and every post is a card that passes, whole, in both languages", async () => {
    const said = await answers();
    expect(said.length).toBeGreaterThan(15);
    for (const [what, message] of said)
      for (const lang of ["zh", "en"] as const)
        for (const native of [true, false]) {
          const sealed = seal(message, lang);
          const images = new Map(chartsOf(sealed, { native }).map((i) => [i, `img_v3_${i}`]));
          const { card, problems, files } = drawCard(sealed, { images, native });
          expect([what, problems, refusal(card)]).toEqual([what, [], undefined]);
          // Only of a list that the view itself shows the first rows of is there more in a file.
          const long = sealed.message.blocks.flatMap((b, at) => (b.kind === "table" && b.rows.length > shownRows(b) ? [at] : []));
          expect([what, files.map((f) => f.at)]).toEqual([what, long]);
          for (const { at, text } of files) {
            const table = sealed.message.blocks[at ?? -1];
            expect(text.trimEnd().split("\r\n")).toHaveLength(table?.kind === "table" ? table.rows.length + 1 : 0);
          }
        }
  }, 60_000);
});
