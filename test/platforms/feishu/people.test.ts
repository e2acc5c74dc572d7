import { afterEach, describe, expect, it } from "vitest";
import { feishuManifest } from "../../../src/platforms/feishu/manifest.ts";
import { feishuPlatform } from "../../../src/platforms/feishu/platform.ts";
import { FakeClock } from "../../fakes/clock.ts";
import { dropped, refused } from "../../fakes/feishu/faults.ts";
import { feishuBench, type FeishuBench } from "./bench.ts";
import { app } from "./say.ts";

let open: FeishuBench | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function given(): Promise<FeishuBench & { readonly time: FakeClock }> {
  const time = new FakeClock("2026-11-22T08:30:00Z");
  open = await feishuBench(app(), { clock: time });
  return { ...open, time };
}

describe("who can read a chat", () => {
  it("is the team, or also others, and a person alone in their direct chat", async () => {
    const b = await given();
    const partners = b.fake.addChat("货代群", { members: [b.user.openId], external: true });

    expect(await b.platform.audience?.(b.channel)).toBe("team");
    expect(await b.platform.audience?.(partners.chatId)).toBe("outside");
    expect(await b.platform.audience?.(b.direct.chatId)).toBe("team");
    expect(await b.platform.audience?.(b.user.openId)).toBe("team");
  });

  it("is not the team where the one in the direct chat is beyond the app's view, or of another company", async () => {
    const b = await given();
    const hidden = b.fake.addUser("林峰", { outOfReach: true });
    expect(await b.platform.audience?.(hidden.openId)).toBe("outside");
    expect(await b.platform.audience?.(b.fake.direct(hidden).chatId)).toBe("outside");

    expect(await b.platform.audience?.(b.direct.chatId)).toBe("team");
    await b.fake.deliveries.deliver("im.message.receive_v1", {
      sender: { sender_id: { open_id: b.user.openId }, sender_type: "user", tenant_key: "another-company" },
      message: { message_id: "om_1", chat_id: b.direct.chatId, chat_type: "p2p", message_type: "text", content: `{"text":"/kpi"}` },
    });
    await b.settled();
    expect(await b.platform.audience?.(b.direct.chatId)).toBe("outside");
  });

  it("is nobody where the bot was put out, or where there is no such chat, and says so", async () => {
    const b = await given();
    b.group.botIn = false;
    await expect(b.platform.audience?.(b.channel)).rejects.toMatchObject({ name: "OutOfSight" });
    await expect(b.platform.audience?.("oc_nowhere")).rejects.toMatchObject({ name: "OutOfSight" });
  });

  it("is asked again after a minute: a chat can be opened to others", async () => {
    const b = await given();
    expect(await b.platform.audience?.(b.channel)).toBe("team");
    b.group.external = true;
    expect(await b.platform.audience?.(b.channel)).toBe("team");
    b.time.pass(60_000);
    expect(await b.platform.audience?.(b.channel)).toBe("outside");
  });

  it("is no permission when it cannot be told, and that is not remembered", async () => {
    const b = await given();
    b.fake.faults.add({ on: "/chats/", fault: dropped("before") });
    await expect(b.platform.audience?.(b.channel)).rejects.toThrow("ECONNRESET");
    expect(await b.platform.audience?.(b.channel)).toBe("team");
  });
});

describe("an account", () => {
  it("has the name and the e-mail address that its company gave it", async () => {
    const b = await given();
    expect(await b.platform.profile?.(b.user.openId)).toEqual({ name: "王敏", email: "wangmin@shop.example", outsider: false });
  });

  it("that nobody knows is nobody's, and one beyond the app's view has no address to be linked by", async () => {
    const b = await given();
    const hidden = b.fake.addUser("林峰", { email: "lin@shop.example", outOfReach: true });

    expect(await b.platform.profile?.(`ou_${"1".repeat(32)}`)).toBeUndefined();
    expect(await b.platform.profile?.(hidden.openId)).toMatchObject({ email: null });
  });

  it("of another company is an outsider, whatever its address", async () => {
    const b = await given();
    await b.fake.deliveries.deliver("im.message.receive_v1", {
      sender: { sender_id: { open_id: b.user.openId }, sender_type: "user", tenant_key: "another-company" },
      message: { message_id: "om_1", chat_id: b.channel, chat_type: "group", message_type: "text", content: `{"text":"/kpi"}` },
    });
    await b.settled();

    expect(await b.platform.profile?.(b.user.openId)).toMatchObject({ outsider: true, email: null });
    expect(await b.platform.audience?.(b.user.openId)).toBe("outside");
  });
});

describe("the check", () => {
  const states = async (b: FeishuBench, channels: readonly string[]): Promise<readonly string[]> =>
    ((await b.platform.check?.(channels)) ?? []).map((f) => `${f.state} ${f.what.zh}`);

  it("says of everything that it is as it should be", async () => {
    const b = await given();
    const found = await states(b, [b.channel]);

    expect(found.every((f) => f.startsWith("ok "))).toBe(true);
    expect(found.join("\n")).toMatch(/Purser[^]*时间与飞书一致[^]*在“运营群”里[^]*上传图片[^]*姓名和邮箱[^]*读取群消息/);
  });

  it("works without a start, and names a wrong secret without showing it", async () => {
    const b = await given();
    const secret = "f".repeat(32);
    const wrong = feishuPlatform({ ...b.options, config: { ...b.options.config, appSecret: secret } });
    const found = (await wrong.check?.([b.channel])) ?? [];

    expect(found).toHaveLength(1);
    expect(found).toMatchObject([{ state: "failed", hint: { zh: expect.stringContaining("FEISHU_APP_SECRET") as string } }]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it("tells of a chat that the bot is not in, of one with outsiders, of a permission that lacks, and how to put it right", async () => {
    const b = await given();
    const foreign = b.fake.addChat("财务群", { members: [b.user.openId], botIn: false });
    const partners = b.fake.addChat("货代群", { members: [b.user.openId], external: true });
    b.fake.faults.add({ on: "/images", fault: refused(99991672, "Access denied. One of the following scopes is required: [im:resource]") });
    const found = (await b.platform.check?.([b.channel, foreign.chatId, partners.chatId])) ?? [];

    const troubles = found.filter((f) => f.state !== "ok");
    expect(troubles.map((f) => [f.state, f.what.zh])).toEqual([
      ["failed", expect.stringContaining(foreign.chatId)],
      ["warning", expect.stringContaining("外部群")],
      ["failed", expect.stringContaining("im:resource")],
    ]);
    expect(troubles.every((f) => f.hint !== undefined)).toBe(true);
  });

  it("notices a clock that is off", async () => {
    const b = await given();
    const off = feishuPlatform({ ...b.options, clock: { now: () => new Date(b.time.now().getTime() - 400_000) } });

    expect((await off.check?.([])) ?? []).toContainEqual(
      expect.objectContaining({
        state: "failed",
        what: expect.objectContaining({ zh: expect.stringContaining("相差 400 秒") as string }) as unknown,
      }),
    );
  });
});

describe("the manifest", () => {
  const command = (name: string, zh: string) => ({ name, summary: { zh, en: zh }, usage: { zh: "", en: "" }, examples: [] });
  const manifest = feishuManifest([
    command("help", "帮助"),
    command("kpi", "看一个指标"),
    command("restock", "今天该补什么货"),
    command("stock", "一句很长很长很长很长很长很长的说明"),
  ]);

  it("has a menu entry for each command, within what a menu may hold", () => {
    const keys = manifest.bot_menu.flatMap((m) => [m.event_key, ...(m.children ?? []).map((c) => c.event_key)]).filter(Boolean);
    expect(keys).toEqual(["home", "kpi", "restock", "stock", "help"]);
    expect(manifest.bot_menu.length).toBeLessThanOrEqual(3);
    expect(manifest.bot_menu.flatMap((m) => m.children ?? []).map((c) => c.name.zh_cn)).toEqual(["看一个指标", "今天该补什么货", "/stock"]);
  });

  it("subscribes to what the platform handles, and is plain JSON", () => {
    expect(manifest.callbacks.items).toEqual(["card.action.trigger"]);
    expect(manifest.events.items).toContain("im.message.receive_v1");
    expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
    expect(new Set(manifest.scopes.tenant).size).toBe(manifest.scopes.tenant.length);
  });
});
