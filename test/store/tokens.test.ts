import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import type { AuditEntry, Tokens } from "../../src/ports/delivery.ts";
import { audit } from "../../src/store/audit.ts";
import { tokens } from "../../src/store/tokens.ts";
import { describePostgres, describeStores, type TestStore } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const at = (seconds: number) => new Date(NINE.getTime() + seconds * 1000);

function tokensOf(store: Pick<TestStore, "prisma">): Tokens {
  let n = 0;
  return tokens(store.prisma, { token: () => `token-${(n += 1)}` });
}
const ASK = { message: message({ title: { zh: "断货", en: "Out of stock" } }), lang: "en" } as const;
const button = (at: number) => ({ kind: "button", at }) as const;
async function issueOne(t: Tokens): Promise<string> {
  const [token] = await t.issue([{ action: "snooze", args: { sku: "85123A", days: 3 }, version: "7", place: button(0) }], ASK, NINE);
  return token ?? "";
}
const entry = (by: string): AuditEntry => ({ at: NINE, by, what: "snooze", on: "85123A", details: { channel: "ops" } });

describeStores((_name, open) => {
  it("mean what they were issued for, in the order in which they were asked for", async () => {
    const t = tokensOf(await open());
    expect(
      await t.issue(
        [
          { action: "snooze", args: { sku: "85123A" }, version: "7", place: button(0) },
          { action: "show", args: null, version: null, place: button(1) },
        ],
        ASK,
        NINE,
      ),
    ).toEqual(["token-2", "token-3"]);
    expect(await t.look("token-2")).toMatchObject({ action: "snooze", args: { sku: "85123A" }, version: "7", doneBy: null, doneAt: null });
    expect(await t.look("token-3")).toMatchObject({ action: "show", args: null, version: null, shown: ASK });
    expect(await t.look("forged")).toBeUndefined();
    expect(await t.issue([], ASK, NINE)).toEqual([]);
  });

  it("are taken by one person, and done once", async () => {
    const t = tokensOf(await open());
    const token = await issueOne(t);
    expect(await t.take(token, NINE, 60_000)).toBe(true);
    expect(await t.take(token, at(59), 60_000)).toBe(false);
    expect(await t.look(token)).toMatchObject({ doneBy: null, doneAt: null });
    expect(await t.done(token, "li", at(5), entry("li"))).toBe(true);
    expect(await t.done(token, "wang", at(6), entry("wang"))).toBe(false);
    expect(await t.look(token)).toMatchObject({ doneBy: "li", doneAt: at(5) });
    expect(await t.take(token, at(3600), 60_000)).toBe(false);
  });

  it("can be pressed again when the process died while doing it", async () => {
    const t = tokensOf(await open());
    const token = await issueOne(t);
    await t.take(token, NINE, 60_000);
    expect(await t.take(token, at(60), 60_000)).toBe(true);
  });

  it("can be pressed again after a failure, but not after they were done", async () => {
    const t = tokensOf(await open());
    const token = await issueOne(t);
    await t.take(token, NINE, 60_000);
    await t.release(token);
    expect(await t.take(token, at(1), 60_000)).toBe(true);
    await t.done(token, "li", at(2), entry("li"));
    await t.release(token);
    expect(await t.look(token)).toMatchObject({ doneBy: "li", doneAt: at(2) });
    expect(await t.take("forged", at(1), 60_000)).toBe(false);
  });
});

describePostgres((_name, open) => {
  it("are one person's when fifty press at once", async () => {
    const store = await open();
    const two = await store.connectAgain();
    const t = tokensOf(store);
    const token = await issueOne(t);
    const presses = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? t : tokensOf(two)));
    expect((await Promise.all(presses.map((p) => p.take(token, NINE, 60_000)))).filter(Boolean)).toHaveLength(1);
    expect((await Promise.all(presses.map((p, n) => p.done(token, `m${n}`, NINE, entry(`m${n}`))))).filter(Boolean)).toHaveLength(1);
    // Who was first is written down once, with the decision.
    const done = await t.look(token);
    expect((await audit(store.prisma).recent(99)).map((e) => e.by)).toEqual([done?.doneBy]);
  });
});
