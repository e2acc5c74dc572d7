import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Message } from "../fakes/slack/ledger.ts";
import { BLOCKS, PATIENCE_MS, returnsReport, secretsIn, tooLarge, troubles, zip } from "./kit.ts";
import { openSlackDay, type SlackDay } from "./slack-kit.ts";

let today: SlackDay;
beforeAll(async () => {
  today = await openSlackDay();
}, 240_000);
afterAll(async () => {
  // Asked for, to read the day as its people do.
  if (process.env["TRANSCRIPT"] !== undefined)
    process.stdout.write(`${today.transcript()}\n${process.env["TRANSCRIPT"] === "log" ? today.day.log.join("") : ""}`);
  await today[Symbol.asyncDispose]();
});

describe("a day of the sample store on Slack", { timeout: 180_000 }, () => {
  it("08:00 the admin says in a dialog what each channel is for; an operator may not", async () => {
    const { slack, hears, fills } = today;
    const refused = await hears({ user: "li", alone: true }, /./, () => slack.slash("daily", "li", "/setup"));
    expect(slack.read(refused)).toMatch(/你的角色不能使用 \/setup 命令/);

    const bind = async (channel: string, values: Readonly<Record<string, string>>): Promise<string> => {
      const form = await hears({ user: "chen", alone: true }, /设置这个频道/, () => slack.slash(channel, "chen", "/setup"));
      const done = await hears({ user: "chen", alone: true }, /已设置/, () => fills("chen", form, "设置这个频道", values));
      return slack.read(done);
    };
    expect(await bind("daily", { 发什么: "日报" })).toContain("已设置：这个频道接收日报");
    await bind("stock", { 发什么: "库存预警", 语言: "英文" });
    await bind("retro", { 发什么: "月度复盘" });
    await bind("ops", { 发什么: "运维（未送达的消息）" });
    await bind("de-team", { 发什么: "日报", 哪些店铺: "amazon-de", 语言: "英文" });
    await bind("forwarder", { 发什么: "价格（暂无消息）" });
    // Cleared for margins by mistake on the command line, which knows of no readers: people of the forwarder read along.
    const { company } = today.day.purser.ports;
    const forwarder = (await company.bindings()).find((b) => b.purpose === "price");
    if (forwarder === undefined) throw new Error("nobody bound the forwarder's channel");
    await company.saveBinding({ ...forwarder, clearance: "margin" });
    expect(await today.day.purser.ports.company.bindings()).toEqual(
      expect.arrayContaining([expect.objectContaining({ purpose: "stock", lang: "en", clearance: "internal", platform: "slack" })]),
    );
  });

  it("08:30 the digest is there, in the channel's language; the channel that threw the bot out gets nothing", async () => {
    const { slack, day, hears, times } = today;
    slack.channel("de-team").members = slack.channel("de-team").members.filter((m) => m !== slack.botUser);
    const digest = await hears({ channel: "daily" }, /运营日报/, () => day.at("08:30"));
    expect(slack.read(digest)).toMatch(/GMV[\s\S]*US\$[\d,.]+[\s\S]*断货[\s\S]*\/restock/);
    expect(slack.read(digest)).toContain("模拟数据");
    await day.bot.beat();
    expect(times("daily", /运营日报/)).toBe(1);
    expect(slack.shown("de-team")).toEqual([]);
  });

  let lost: Message;
  it("the operations channel is told once of what did not arrive", async () => {
    const { slack, day, finds, times } = today;
    await day.failed();
    await day.at("08:35");
    lost = await finds({ channel: "ops" }, /消息未送达/);
    expect(slack.read(lost)).toMatch(/Daily digest|运营日报/);
    await day.at("08:40");
    expect(times("ops", /消息未送达/)).toBe(1);
  });

  it("09:00 the stock warning and the retro are there, the replies of its thread in order", async () => {
    const { slack, day, hears, finds } = today;
    const warning = await hears({ channel: "stock" }, /Stock warning: \d+ new/, () => day.at("09:00"));
    expect(slack.read(warning)).toMatch(/out of stock[\s\S]*SKU \| Warehouse/);
    const root = await finds({ channel: "retro" }, /全链路复盘 2026-11/);
    const replies = await slack.until(
      () => (slack.shown("retro", root.ts).at(-1)?.startsWith("8 ") === true ? slack.shown("retro", root.ts) : undefined),
      "the replies",
      30_000,
    );
    expect(replies.map((r) => /^(?:🟠 )?(\S+)/.exec(r)?.[1])).toEqual(BLOCKS);
    expect(slack.shown("retro")).toHaveLength(1);
  });

  it("09:10 an operator asks in a direct message, in a thread with a mention, and mistypes", async () => {
    const { slack, hears, finds } = today;
    const rate = await hears({ user: "li" }, /退货率 ·/, () => slack.tell("li", "/kpi 退货率 上月"));
    expect(slack.read(rate)).toMatch(/退货率\n\*\d+\.\d%\*[\s\S]*退货率走势/);
    // Drawn in the message, or below it where the machine was too busy.
    await finds({ user: "li" }, /\[image: 退货率走势|\[file kpi-trend\.png\]/);

    const [root] = slack.ledger.posts(slack.channel("daily").id);
    if (!root) throw new Error("no digest");
    const inThread = await hears({ channel: "daily" }, /退货率排名/, () =>
      slack.type("daily", "li", "@purser kpi return-rate last month by store", { thread: root.ts }),
    );
    expect(inThread.threadTs).toBe(root.ts);
    expect(slack.read(inThread)).toMatch(/店铺 \| 退货率[\s\S]*amazon-de \|/);
    await finds({ channel: "daily" }, /\[image: 退货率排名|\[file ranking\.png\]/);

    const help = await hears({ user: "li", alone: true }, /./, () => slack.slash("daily", "li", "/restok"));
    expect(slack.read(help)).toMatch(/no|没有 \/restok 这个命令，是不是想输入 \/restock？/);
  });

  it("10:00 a report without its store is asked about and taken in; what cannot be read is told", async () => {
    const { slack, day, hears, fills } = today;
    await day.at("10:00");
    const { name, bytes } = await returnsReport();
    const form = await hears({ channel: "daily" }, /这是.*退货/, () => slack.dropFile("daily", "li", name, bytes));
    expect(form.threadTs).not.toBeNull();
    const done = await hears({ channel: "daily" }, /已读入|已导入|接收|读入/, () =>
      fills("li", form, "导入", { "这是哪个店铺的报表？": "amazon-us" }),
    );
    expect(slack.read(done)).toMatch(/1/);
    await day.planned();

    const large = await hears({ user: "li", alone: true }, /100 MB/, () => slack.dropFile("daily", "li", "all.csv", tooLarge()));
    expect(slack.read(large)).toMatch(/100 MB/);
    await hears({ channel: "daily" }, /ZIP|压缩/, () => slack.dropFile("daily", "li", "reports.zip", zip()));
  });

  it("10:30 two people approve one purchase at the same moment: one does it, the other is told who", async () => {
    const { slack, day, hears, times } = today;
    await day.at("10:30");
    const due = await day.purser.ports.plans.lines({ store: "amazon-us", states: ["order-now"] });
    // What is due and only to be moved has nothing to approve.
    const line = due.lines.find((l) => (l.orderQuantity ?? 0) > 0);
    const sku = line?.sku ?? "";
    const card = await hears({ channel: "daily" }, /批准采购/, () => slack.slash("daily", "li", "/restock", sku));
    const [button = ""] = /批准采购 [\d,]+ 件/.exec(slack.read(card)) ?? [];

    const refused = await hears({ user: "li", alone: true }, /你的角色/, () => slack.click(card, button, "li"));
    expect(slack.read(refused)).toMatch(/供应链、财务/);

    const before = { wang: slack.whispers("wang").length, zhao: slack.whispers("zhao").length };
    await hears({ channel: "daily" }, /已批准：/, () =>
      Promise.all([slack.click(card, button, "wang"), slack.click(card, button, "zhao")]),
    );
    const loser = await slack.until(
      () => (["wang", "zhao"] as const).find((who) => slack.whispers(who).length > before[who]),
      "the loser to be told",
      30_000,
    );
    const winner = loser === "wang" ? "赵敏" : "王强";
    expect(slack.whispers(loser).at(-1)).toContain(`${winner} 已经`);
    expect(times("daily", /已批准：/)).toBe(1);
    await slack.until(() => slack.read(card).includes(`✓ ${button}：${winner}`), "the card to say who decided");
    expect(slack.read(card)).not.toContain(`[${button}]`);
    expect(await day.purser.ports.purchases.approved({ since: line?.asOf ?? ("" as never), sku })).toHaveLength(1);
  });

  it("11:00 the finance lead sees the cash in private; the channel does not, and the forwarder's channel never", async () => {
    const { slack, hears } = today;
    const own = await hears({ user: "zhao" }, /补货：/, () => slack.tell("zhao", "/restock"));
    expect(slack.read(own)).toMatch(/资金/);
    for (const channel of ["daily", "forwarder"]) {
      const there = await hears({ channel }, /补货：/, () => slack.slash(channel, "zhao", "/restock"));
      expect(slack.read(there)).not.toMatch(/资金 |\| 资金/);
      expect(slack.read(there)).toContain("此处不显示：成本与利润数据");
    }
  });

  it("14:00 the connection drops and comes back, and the whole day is delivered once more: nothing happens twice", async () => {
    const { slack, day, hears } = today;
    await day.at("14:00");
    const opened = slack.ledger.callsOf("apps.connections.open").length;
    slack.sockets.cut();
    await slack.until(() => slack.ledger.callsOf("apps.connections.open").length > opened, "the bot to ask for a connection", PATIENCE_MS);
    await vi.waitFor(() => expect(slack.sockets.count()).toBeGreaterThan(0), { timeout: PATIENCE_MS });
    await hears({ user: "li" }, /事务长 Purser/, () => slack.tell("li", "help"));

    // The morning's posts and what follows them are out.
    await vi.waitFor(async () => expect(await day.underWay()).toEqual([]), { timeout: PATIENCE_MS });
    const before = slack.ledger.messages.length;
    for (const { kind, type, body } of slack.ledger.deliveries.slice()) {
      if (kind === "interaction" && type === "block_actions") continue;
      const again = await slack.push.send(kind, type, body, { num: 1, reason: "http_timeout" });
      expect(again.acked).toBe(true);
    }
    // Whatever was still going to be said is said before this answer.
    await hears({ user: "li" }, /没有 \/end 这个命令/, () => slack.tell("li", "/end"));
    expect(slack.ledger.messages.slice(before).map((m) => slack.read(m))).toEqual([expect.stringMatching(/没有 \/end 这个命令/)]);
  });

  it("15:00 the bot is let in again, and a click sends what had not arrived", async () => {
    const { slack, day, hears, times } = today;
    await day.at("15:00");
    slack.channel("de-team").members.push(slack.botUser);
    await hears({ channel: "de-team" }, /Daily digest/, async () => {
      await hears({ channel: "ops" }, /已放回/, () => slack.click(lost, /\[(重发：[^\]]+)\]/.exec(slack.read(lost))?.[1] ?? "", "chen"));
    });
    expect(times("de-team", /Daily digest/)).toBe(1);
    await slack.until(() => slack.read(lost).includes("陈静"), "the notice to say who sent it again");
  });

  it("16:00 everybody's own page shows what waits for them", async () => {
    const { slack } = today;
    const page = async (who: string): Promise<string> => {
      await slack.openHome(who);
      return slack.read(await slack.until(() => slack.home(who), `the page of ${who}`, PATIENCE_MS));
    };
    expect(await page("zhao")).toMatch(/你的待办[\s\S]*等你决定[\s\S]*该补货的[\s\S]*\/kpi/);
    expect(await page("li")).toMatch(/你的待办[\s\S]*该补货的[\s\S]*\/kpi/);
    expect(await page("li")).not.toContain("等你决定");
  });

  it("nobody was called, nothing broke, and the log holds no secret and nobody's words", () => {
    const { slack, day } = today;
    expect(slack.ledger.posts().flatMap((m) => slack.pings(m))).toEqual([]);
    expect(troubles(day.log, ["post-failed", "slack.sdk"])).toEqual([]);
    const secrets = [slack.botToken, slack.appToken, slack.signingSecret, ...slack.world.responseUrls.keys()];
    expect(secretsIn(day.log, secrets)).toEqual([]);
    expect(day.log.length).toBeGreaterThan(20);
  });
});
