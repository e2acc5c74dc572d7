import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readForm } from "../../src/platforms/feishu/draw/form.ts";
import { cardElements } from "../fakes/feishu/elements.ts";
import type { Entry } from "../fakes/feishu/ledger.ts";
import { BLOCKS, returnsReport, secretsIn, tooLarge, troubles, zip } from "./kit.ts";
import { type FeishuDay, openFeishuDay } from "./feishu-kit.ts";

let today: FeishuDay;
beforeAll(async () => {
  today = await openFeishuDay();
}, 240_000);
afterAll(async () => {
  // Asked for, to read the day as its people do.
  if (process.env["TRANSCRIPT"] !== undefined)
    process.stdout.write(`${today.transcript()}\n${process.env["TRANSCRIPT"] === "log" ? today.day.log.join("") : ""}`);
  await today[Symbol.asyncDispose]();
});

/** Fields of the form on a card: the names that it uses, by those that the app gave them. */
function fieldsOf(entry: Entry): ReadonlyMap<string, string> {
  const names = [...cardElements(entry.message.content)].flatMap((e) => (typeof e["name"] === "string" ? [e["name"]] : []));
  return new Map(names.flatMap((name) => Object.keys(readForm({ [name]: "x" })).map((own) => [own, name] as const)));
}
const filled = (entry: Entry, values: Readonly<Record<string, string>>): Record<string, string> => {
  const names = fieldsOf(entry);
  return Object.fromEntries(Object.entries(values).map(([own, value]) => [names.get(own) ?? own, value]));
};

describe("a day of the sample store on Feishu", { timeout: 180_000 }, () => {
  it("08:00 the admin says in a form what each group is for; an operator may not", async () => {
    const { feishu, chat, direct, people, asks, hears } = today;
    const refused = await asks(direct("li"), "li", "/setup", /你的角色/);
    expect(refused.text).toContain("管理员");

    const bind = async (name: string, values: Readonly<Record<string, string>>): Promise<Entry> => {
      const form = await asks(chat(name), "chen", "／setup", /设置这个频道/);
      return hears(chat(name), /已设置/, () => feishu.person.submitForm(form.messageId, filled(form, values), people.chen));
    };
    expect((await bind("运营日报", { purpose: "digest" })).text).toContain("已设置：这个频道接收日报");
    await bind("Stock", { purpose: "stock", lang: "en" });
    await bind("复盘", { purpose: "retro" });
    await bind("运维", { purpose: "ops" });
    await bind("DE team", { purpose: "digest", stores: "amazon-de", lang: "en" });
    await bind("货代群", { purpose: "price" });
    // Cleared for margins by mistake on the command line, which knows of no readers: people of the forwarder read along.
    const { company } = today.day.purser.ports;
    const forwarder = (await company.bindings()).find((b) => b.purpose === "price");
    if (forwarder === undefined) throw new Error("nobody bound the forwarder's channel");
    await company.saveBinding({ ...forwarder, clearance: "margin" });
    expect(await today.day.purser.ports.company.bindings()).toEqual(
      expect.arrayContaining([expect.objectContaining({ purpose: "stock", lang: "en", clearance: "internal", platform: "feishu" })]),
    );
  });

  it("08:30 the digest is there, in the group's language; the group that threw the bot out gets nothing", async () => {
    const { feishu, day, chat, people, hears, times, said } = today;
    const before = said(chat("DE team")).length;
    await feishu.person.removeBot(chat("DE team"), people.chen);
    const digest = await hears(chat("运营日报"), /运营日报/, () => day.at("08:30"));
    expect(digest.text).toMatch(/GMV[\s\S]*US\$[\d,.]+[\s\S]*断货[\s\S]*\/restock/);
    expect(digest.text).toContain("模拟数据");
    await day.bot.beat();
    expect(times(chat("运营日报"), /运营日报 2026/)).toBe(1);
    expect(said(chat("DE team"))).toHaveLength(before);
  });

  let lost: Entry;
  it("the operations group is told once of what did not arrive", async () => {
    const { day, chat, finds, times } = today;
    await day.failed();
    await day.at("08:35");
    lost = await finds(chat("运维"), /消息未送达/);
    expect(lost.text).toMatch(/运营日报/);
    await day.at("08:40");
    expect(times(chat("运维"), /消息未送达/)).toBe(1);
  });

  it("09:00 the stock warning and the retro are there, the replies of its thread in order", async () => {
    const { feishu, day, chat, hears, finds, until } = today;
    const warning = await hears(chat("Stock"), /Stock warning: \d+ new/, () => day.at("09:00"));
    expect(warning.text).toMatch(/out of stock[\s\S]*SKU \| Warehouse/);
    const root = await finds(chat("复盘"), /全链路复盘 2026-11/);
    const replies = await until(() => {
      const all = feishu.ledger.said(chat("复盘").chatId, root.messageId);
      return all.at(-1)?.startsWith("8 ") === true && all;
    }, "the replies");
    // A list that is too long for a message follows it as a file.
    const said = replies.filter((r) => !r.startsWith("[file:"));
    expect(said.map((r) => /^(\S+)/.exec(r)?.[1])).toEqual(BLOCKS);
  });

  it("09:10 an operator asks in a direct chat, in a thread with a mention, and mistypes", async () => {
    const { chat, direct, asks, finds } = today;
    const rate = await asks(direct("li"), "li", "/kpi 退货率 上月", /退货率 ·/);
    expect(rate.text).toMatch(/\d+\.\d%[\s\S]*退货率/);
    const digest = await finds(chat("运营日报"), /运营日报 2026/);
    const inThread = await asks(chat("运营日报"), "li", "kpi return-rate last month by store", /店铺 \| 退货率/, digest.messageId);
    expect(inThread.message.rootId).toBe(digest.messageId);
    const help = await asks(direct("li"), "li", "/restok", /\/restok/);
    expect(help.text).toMatch(/没有 \/restok 这个命令，是不是想输入 \/restock？/);
  });

  it("10:00 a report without its store is asked about and taken in; what cannot be read is told", async () => {
    const { feishu, day, chat, people, hears } = today;
    await day.at("10:00");
    const { name, bytes } = await returnsReport();
    const form = await hears(chat("运营日报"), /这是.*退货/, () => feishu.person.dropFile(chat("运营日报"), people.li, name, bytes));
    const done = await hears(chat("运营日报"), /已导入/, () =>
      feishu.person.submitForm(form.messageId, filled(form, { store: "amazon-us" }), people.li),
    );
    expect(done.text).toMatch(/拒收 1 行/);
    expect(done.text).toMatch(/\d+ \| return-date \| last Tuesday \| 应为日期，例如 2026-10-31/);
    await day.planned();
    await hears(chat("运营日报"), /100 MB/, () => feishu.person.dropFile(chat("运营日报"), people.li, "all.csv", tooLarge()));
    await hears(chat("运营日报"), /ZIP 压缩包/, () => feishu.person.dropFile(chat("运营日报"), people.li, "reports.zip", zip()));
  });

  it("10:30 two people approve one purchase at the same moment: one does it, the other is told who", async () => {
    const { day, chat, direct, asks, hears, clicks, read, until, times } = today;
    await day.at("10:30");
    const due = await day.purser.ports.plans.lines({ store: "amazon-us", states: ["order-now"] });
    // What is due and only to be moved has nothing to approve.
    const line = due.lines.find((l) => (l.orderQuantity ?? 0) > 0);
    const sku = line?.sku ?? "";
    const card = await asks(chat("运营日报"), "li", `/restock ${sku}`, /批准采购/);
    const [button = ""] = /批准采购 [\d,]+ 件/.exec(card.text) ?? [];

    const refused = await clicks(card, button, "li");
    await until(
      () => /你的角色不能使用这个按钮/.test(refused.toast?.content ?? "") || times(direct("li"), /不能使用这个按钮/) > 0,
      "the refusal",
    );

    const [wang, zhao] = [clicks(card, button, "wang"), clicks(card, button, "zhao")];
    await hears(chat("运营日报"), /已批准：/, () => Promise.all([wang, zhao]));
    const [purchase, ...more] = await day.purser.ports.purchases.approved({ since: line?.asOf ?? ("" as never), sku });
    expect(more).toEqual([]);
    const [winner, loser] = purchase?.by === "wang" ? (["王强", "zhao"] as const) : (["赵敏", "wang"] as const);
    // In the toast, or in private where the machine was too busy for one.
    const toast = (await (loser === "wang" ? wang : zhao)).toast?.content ?? "";
    await until(() => toast.includes(`${winner} 已经`) || times(direct(loser), new RegExp(`${winner} 已经`)) > 0, "the loser to be told");
    expect(times(chat("运营日报"), /已批准：/)).toBe(1);
    await until(() => read(card).includes(`✓ ${button}：${winner}`), "the card to say who decided");
    expect(read(card)).not.toContain(`[${button}]`);
  });

  it("11:00 the finance lead sees the cash in private; the group does not, and the forwarder's group never", async () => {
    const { chat, direct, asks } = today;
    const own = await asks(direct("zhao"), "zhao", "/restock", /补货：/);
    expect(own.text).toMatch(/资金/);
    for (const name of ["运营日报", "货代群"]) {
      const there = await asks(chat(name), "zhao", "/restock", /补货：/);
      expect(there.text).toContain("此处不显示：成本与利润数据");
      expect(there.text).not.toMatch(/资金\n|\| 资金/);
    }
  });

  it("14:00 the connection drops and comes back, and the whole day is delivered once more: nothing happens twice", async () => {
    const { feishu, day, direct, asks, until } = today;
    await day.at("14:00");
    const opened = feishu.sockets.opened;
    feishu.sockets.cutAll();
    await until(() => feishu.sockets.opened > opened && feishu.sockets.connected > 0, "the bot to come back");
    await asks(direct("li"), "li", "help", /事务长 Purser/);

    const before = feishu.ledger.messages().length;
    for (const { eventId } of feishu.deliveries.all.slice()) expect((await feishu.deliveries.again(eventId)).outcome).toBe("acked");
    // Whatever was still going to be said is said before this answer.
    await asks(direct("li"), "li", "/end", /没有 \/end 这个命令/);
    expect(feishu.ledger.messages().slice(before)).toHaveLength(2);
    expect(feishu.ledger.doubled()).toEqual([]);
  });

  it("15:00 the bot is let in again, and a click sends what had not arrived", async () => {
    const { feishu, day, chat, people, hears, clicks, times, read, until } = today;
    await day.at("15:00");
    await feishu.person.addBot(chat("DE team"), people.chen);
    await hears(chat("DE team"), /Daily digest/, async () => {
      await hears(chat("运维"), /已放回/, () => clicks(lost, /\[(重发：[^\]]+)\]/.exec(lost.text)?.[1] ?? "", "chen"));
    });
    expect(times(chat("DE team"), /Daily digest/)).toBe(1);
    await until(() => read(lost).includes("陈静"), "the notice to say who sent it again");
  });

  it("16:00 the menu shows everybody what waits for them", async () => {
    const { feishu, people, direct, hears } = today;
    const page = async (who: "zhao" | "li"): Promise<string> =>
      (await hears(direct(who), /你的待办/, () => feishu.person.menu(people[who], "home"))).text;
    expect(await page("zhao")).toMatch(/等你决定[\s\S]*\/kpi/);
    expect(await page("li")).not.toContain("等你决定");
    await hears(direct("li"), /库存/, () => feishu.person.menu(people.li, "stock"));
  });

  it("nobody was called, nothing broke, and the log holds no secret", () => {
    const { feishu, day } = today;
    const words = feishu.ledger.messages().filter((m) => m.from === "bot");
    expect(words.filter((m) => /<at /.test(m.content))).toEqual([]);
    expect(troubles(day.log, ["post-failed"])).toEqual([]);
    const { appSecret, encryptKey, verificationToken } = feishu;
    expect(secretsIn(day.log, [appSecret, encryptKey, verificationToken, ...feishu.world.tokens.keys()])).toEqual([]);
    expect(day.log.length).toBeGreaterThan(20);
  });
});
