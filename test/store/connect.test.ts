import { expect, it } from "vitest";
import { describeStores } from "./harness.ts";

describeStores((_name, open) => {
  it("keeps an instant as it is, whatever zone the server is in", async () => {
    const { prisma } = await open();
    const at = new Date("2026-11-22T08:30:00.123Z");
    await prisma.inbox.create({ data: { platform: "slack", event_id: "E1", at } });
    const row = await prisma.inbox.findUniqueOrThrow({ where: { platform_event_id: { platform: "slack", event_id: "E1" } } });
    expect(row.at).toEqual(at);
    const raw = await prisma.$queryRaw<{ same: boolean }[]>`select at = ${at} as same from inbox`;
    expect(raw).toEqual([{ same: true }]);
  });

  it("gives each client the answer to its own question when both ask long ones at once", async () => {
    const one = await open();
    const two = await one.connectAgain();
    const long = (n: number) => "断货".repeat(1_000_000 + n);
    // Statements of several texts, each too long to arrive in one piece.
    const asked = [1, 2, 3, 4, 5, 6].map((n) => {
      const { prisma } = n % 2 === 0 ? one : two;
      return n % 3 === 0
        ? prisma.$queryRaw`select length(${long(n)}::text) as n`
        : prisma.$queryRaw`select ${n}::int as m, length(${long(n)}) as n`;
    });
    const length = (n: number) => 2_000_000 + 2 * n;
    expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n % 3 === 0 ? { n: length(n) } : { m: n, n: length(n) }]));
  });

  it("lets everybody go on when a client goes away in the middle of a transaction", async () => {
    const one = await open();
    const two = await one.connectAgain();
    const client = await two.pool.connect();
    await client.query("begin");
    await client.query("insert into inbox (platform, event_id, at) values ('slack', 'E1', now())");
    client.release(true);
    expect(await one.prisma.inbox.count()).toBe(0);
  });
});
