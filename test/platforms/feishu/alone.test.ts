import { afterEach, describe, expect, it } from "vitest";
import { message } from "../../../src/message/message.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app, sealed } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const HOUR = 3_600_000;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An app that takes nothing from anybody, and says why to who asked. */
async function given() {
  const time = { ms: 0 };
  const unknown = message({
    title: { zh: "我还不认识你的账号", en: "I do not know your account yet" },
    lead: { zh: "member add --feishu ou_secret", en: "member add --feishu ou_secret" },
  });
  const refuse = async () => sealed(unknown, { reach: "asker" });
  open = await feishuBench(app({ text: refuse, file: refuse, takesFiles: async () => false }), {
    clock: { now: () => new Date(Date.now() + time.ms) },
  });
  const { fake } = open;
  const far = fake.addUser("外人", { outOfReach: true });
  const second = fake.addUser("另一个外人", { outOfReach: true });
  const shared = fake.addChat("供应商群", { external: true, members: [open.user.openId, far.openId, second.openId] });
  return {
    ...open,
    far,
    second,
    shared,
    pass: (ms: number) => void (time.ms += ms),
    read: () => fake.ledger.said(shared.chatId).join("\n"),
  };
}

describe("what is for one person alone, in a group", () => {
  it("comes to the direct chat: why a file is not taken, with the account and the administrator's command", async () => {
    const b = await given();
    await b.fake.person.dropFile(b.shared, b.user, "订单.csv", bytes("a"));
    await b.settled();

    expect(b.read()).toBe("");
    expect(b.fake.ledger.said(b.direct.chatId)).toEqual([expect.stringContaining("ou_secret")]);
  });

  it("is not told to the group where Feishu does not let the app write to that person: one sentence an hour says so", async () => {
    const b = await given();
    for (const name of ["一.csv", "二.csv", "三.csv"]) await b.fake.person.dropFile(b.shared, b.far, name, bytes("a"));
    await b.fake.person.type(b.shared, b.far, "/kpi 退货率", { mention: true });
    await b.settled();

    expect(b.fake.ledger.said(b.shared.chatId)).toEqual([expect.stringContaining("我没法私下回复你")]);
    expect(b.read()).not.toMatch(/ou_|member add/);
    expect(b.log.lines.filter((l) => l.level === "error")).toEqual([]);

    await b.fake.person.dropFile(b.shared, b.second, "四.csv", bytes("a"));
    await b.settled();
    expect(b.fake.ledger.said(b.shared.chatId)).toHaveLength(2);

    b.pass(HOUR);
    await b.fake.person.type(b.shared, b.far, "/help", { mention: true });
    await b.settled();
    expect(b.fake.ledger.said(b.shared.chatId)).toHaveLength(3);
  });
});
