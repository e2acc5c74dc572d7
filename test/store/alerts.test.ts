import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { message } from "../../src/message/message.ts";
import { alerts } from "../../src/store/alerts.ts";
import { outbox } from "../../src/store/outbox.ts";
import { describePostgres, describeStores } from "./harness.ts";

const MON = day("2026-11-16");
const TUE = day("2026-11-17");
const fires = (subject: string, cover = 3) => ({ subject, facts: { cover } });
const subjects = (list: readonly { readonly subject: string }[]) => list.map((a) => a.subject);
const A = "US-FBA/SKU-1";
const B = "US-FBA/SKU-2";

describeStores((_name, open) => {
  it("are opened once, however often the same thing is seen, and tell the newest facts", async () => {
    const a = alerts((await open()).prisma);
    const first = await a.apply("stock-out", MON, { firing: [fires(A), fires(B)], recovered: [] });
    expect(subjects(first.opened)).toEqual([A, B]);
    const again = await a.apply("stock-out", TUE, { firing: [fires(A, 2)], recovered: [] });
    expect(again).toMatchObject({ opened: [], recovered: [], still: [{ subject: A, openedOn: MON, facts: { cover: 2 } }] });
  });

  it("stay as they are when there is no news of them: no news is not recovery", async () => {
    const a = alerts((await open()).prisma);
    await a.apply("stock-out", MON, { firing: [fires(A)], recovered: [] });
    await a.apply("stock-out", TUE, { firing: [], recovered: [] });
    expect(await a.open("stock-out")).toMatchObject([{ subject: A, state: "open", openedOn: MON, recoveredOn: null }]);
  });

  it("recover once, and open anew when the same thing happens again", async () => {
    const a = alerts((await open()).prisma);
    await a.apply("stock-out", MON, { firing: [fires(A)], recovered: [] });
    const better = await a.apply("stock-out", TUE, { firing: [], recovered: [A, A, B] });
    expect(better.recovered).toMatchObject([{ subject: A, state: "recovered", openedOn: MON, recoveredOn: TUE }]);
    expect((await a.apply("stock-out", TUE, { firing: [], recovered: [A] })).recovered).toEqual([]);
    const worse = await a.apply("stock-out", TUE, { firing: [fires(A)], recovered: [] });
    expect(subjects(worse.opened)).toEqual([A]);
    expect(worse.opened[0]?.id).not.toBe(better.recovered[0]?.id);
  });

  it("believe the fire when one look says that it burns and that it is out", async () => {
    const a = alerts((await open()).prisma);
    const seen = await a.apply("stock-out", MON, { firing: [fires(A, 5), fires(A, 1)], recovered: [A] });
    expect(seen).toMatchObject({ opened: [{ subject: A, facts: { cover: 1 } }], recovered: [] });
  });

  it("are left alone by an observation that is older than the newest one, also where that one changed nothing", async () => {
    const a = alerts((await open()).prisma);
    expect(await a.observedOn("stock-out")).toBe(null);
    await a.apply("stock-out", MON, { firing: [fires(A, 5)], recovered: [] });
    expect((await a.apply("stock-out", TUE, { firing: [], recovered: [] })).observedOn).toBe(TUE);
    const late = await a.apply("stock-out", MON, { firing: [fires(A, 1), fires(B)], recovered: [] });
    expect(late).toEqual({ opened: [], recovered: [], still: [], observedOn: TUE });
    expect(await a.apply("stock-out", MON, { firing: [], recovered: [A] })).toMatchObject({ recovered: [], observedOn: TUE });
    expect(await a.open("stock-out")).toMatchObject([{ subject: A, facts: { cover: 5 } }]);
    expect(await a.observedOn("stock-out")).toBe(TUE);
    // Of another kind nobody looked since.
    expect(subjects((await a.apply("overstock", MON, { firing: [fires(B)], recovered: [] })).opened)).toEqual([B]);
    expect(subjects((await a.apply("stock-out", TUE, { firing: [], recovered: [A] })).recovered)).toEqual([A]);
  });

  it("that were there before anybody noted the day of a look count as looked at when they last changed", async () => {
    const { prisma } = await open();
    const a = alerts(prisma);
    await a.apply("stock-out", TUE, { firing: [fires(A)], recovered: [] });
    await prisma.alert.deleteMany({ where: { kind: "observed" } });
    expect(await a.observedOn("stock-out")).toBe(TUE);
    expect(await a.apply("stock-out", MON, { firing: [fires(B)], recovered: [A] })).toMatchObject({ opened: [], recovered: [] });
  });

  it("are of their kind only", async () => {
    const a = alerts((await open()).prisma);
    await a.apply("stock-out", MON, { firing: [fires(A)], recovered: [] });
    await a.apply("overstock", TUE, { firing: [], recovered: [A] });
    expect(subjects(await a.open("stock-out"))).toEqual([A]);
    expect(await a.open("overstock")).toEqual([]);
  });

  it("of a month are those that were open on any of its days, whatever their kind", async () => {
    const a = alerts((await open()).prisma);
    const WED = day("2026-11-18");
    await a.apply("stock-out", MON, { firing: [fires(A)], recovered: [] });
    await a.apply("stock-out", TUE, { firing: [], recovered: [A] });
    await a.apply("overstock", TUE, { firing: [fires(B)], recovered: [] });
    expect(subjects(await a.during(MON, MON))).toEqual([A]);
    expect(subjects(await a.during(TUE, TUE))).toEqual([A, B]);
    expect(subjects(await a.during(WED, WED))).toEqual([B]);
    expect(await a.during(day("2026-10-01"), day("2026-10-31"))).toEqual([]);
  });

  it("are announced once in each channel, the opening and then the recovery", async () => {
    const a = alerts((await open()).prisma);
    const { opened } = await a.apply("stock-out", MON, { firing: [fires(A), fires(B)], recovered: [] });
    expect(subjects((await a.unannounced("stock-out", "C1")).opened)).toEqual([A, B]);
    const said = opened.map(({ id }) => ({ id, what: "opened" as const }));
    await a.announced("C1", "stock:C1:2026-11-16", said);
    await a.announced("C1", "stock:C1:2026-11-16", said);
    expect(await a.unannounced("stock-out", "C1")).toEqual({ opened: [], recovered: [] });
    expect(subjects((await a.unannounced("stock-out", "C2")).opened)).toEqual([A, B]);

    const { recovered } = await a.apply("stock-out", TUE, { firing: [], recovered: [A] });
    expect(subjects((await a.unannounced("stock-out", "C1")).recovered)).toEqual([A]);
    // C2 never heard that it opened: there it is no news that it is over.
    expect(await a.unannounced("stock-out", "C2")).toMatchObject({ opened: [{ subject: B }], recovered: [] });
    await a.announced(
      "C1",
      "stock:C1:2026-11-17",
      recovered.map(({ id }) => ({ id, what: "recovered" as const })),
    );
    expect((await a.unannounced("stock-out", "C1")).recovered).toEqual([]);
  });

  it("are told again when the post that told of them failed for good", async () => {
    const { prisma } = await open();
    const a = alerts(prisma);
    const posts = outbox(prisma);
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 16, hour));
    const told = async (key: string, ids: readonly number[]) => {
      const post = { key, platform: "local", channel: "C1", replyTo: null, job: "stock-warnings", lang: "en" as const, expiresAt: at(12) };
      await posts.put([{ ...post, message: message({ title: { zh: "断货", en: "out" } }) }], at(9));
      await a.announced(
        "C1",
        key,
        ids.map((id) => ({ id, what: "opened" as const })),
      );
    };
    const { opened } = await a.apply("stock-out", MON, { firing: [fires(A)], recovered: [] });
    const ids = opened.map((x) => x.id);
    await told("monday", ids);
    expect(await a.unannounced("stock-out", "C1")).toEqual({ opened: [], recovered: [] });

    await posts.claim("w", at(13), 60_000, 8);
    expect(await posts.byKey("monday")).toMatchObject({ state: "failed" });
    expect(subjects((await a.unannounced("stock-out", "C1")).opened)).toEqual([A]);

    await told("tuesday", ids);
    expect(await a.unannounced("stock-out", "C1")).toEqual({ opened: [], recovered: [] });
  });
});

describePostgres((_name, open) => {
  it("are opened once when several replicas see the same thing at once", async () => {
    const store = await open();
    const replicas = [store, ...(await Promise.all([1, 2, 3].map(() => store.connectAgain())))].map((c) => alerts(c.prisma));
    const many = Array.from({ length: 50 }, (_, n) => fires(`US-FBA/SKU-${n}`));
    const seen = await Promise.all(
      replicas.map((a, n) => a.apply("stock-out", MON, { firing: n % 2 === 0 ? many : [...many].reverse(), recovered: [] })),
    );
    expect(seen.flatMap((s) => s.opened)).toHaveLength(50);
    expect(await replicas[0]?.open("stock-out")).toHaveLength(50);
  });
});
