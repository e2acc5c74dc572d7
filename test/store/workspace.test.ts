import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import { workspace } from "../../src/store/workspace.ts";
import { describePostgres, describeStores } from "./harness.ts";

const NINE = new Date("2026-11-22T09:00:00Z");
const says = (text: string, threadId: number | null = null, channel = "ops") => ({
  channel,
  threadId,
  author: "owner",
  at: NINE,
  body: { kind: "text", text } as const,
});
const textOf = (e: { readonly body: unknown }) => (e.body as { text?: string }).text;

describeStores((_name, open) => {
  it("remembers what was said, with how many replies it got", async () => {
    const w = workspace((await open()).prisma);
    const root = await w.append(says("/restock"), null);
    const sealed = {
      message: message({ title: { zh: "备货", en: "Restock" } }),
      buttonTokens: ["t"],
      formTokens: { 0: "f" },
      lang: "zh",
    } as const;
    const reply = await w.append({ ...says("", root.id), author: "purser", body: { kind: "sealed", sealed } }, null);
    expect(reply).toMatchObject({ threadId: root.id, replies: 0, revision: 0 });
    expect(await w.byId(root.id)).toEqual({ ...root, replies: 1 });
    expect(await w.entries({ channel: "ops", threadId: root.id, limit: 10 })).toEqual([reply]);
    expect((await w.byId(reply.id))?.body).toEqual({ kind: "sealed", sealed });
    expect(await w.byId(9999)).toBeUndefined();
  });

  it("takes what has a key once", async () => {
    const w = workspace((await open()).prisma);
    const first = await w.append(says("digest"), "daily-digest:ops:2026-11-22");
    const second = await w.append(says("digest again"), "daily-digest:ops:2026-11-22");
    expect(second).toEqual(first);
    expect(await w.byKey("daily-digest:ops:2026-11-22")).toEqual(first);
    expect(await w.byKey("other")).toBeUndefined();
    expect(await w.entries({ channel: "ops", limit: 10 })).toHaveLength(1);
  });

  it("shows the newest roots of a channel, oldest first, page by page", async () => {
    const w = workspace((await open()).prisma);
    for (const n of [1, 2, 3, 4, 5]) await w.append(says(`m${n}`), null);
    await w.append(says("elsewhere", null, "stock"), null);
    const page = await w.entries({ channel: "ops", limit: 2 });
    expect(page.map(textOf)).toEqual(["m4", "m5"]);
    const before = page[0]?.id ?? 0;
    expect((await w.entries({ channel: "ops", before, limit: 2 })).map(textOf)).toEqual(["m2", "m3"]);
  });

  it("counts the revisions of what was edited", async () => {
    const w = workspace((await open()).prisma);
    const { id } = await w.append(says("working …"), null);
    expect(await w.edit(id, { kind: "text", text: "done" })).toMatchObject({ id, revision: 1, body: { text: "done" } });
    await expect(w.edit(9999, { kind: "text", text: "?" })).rejects.toThrow("No record was found");
  });

  it("knows its channels and each person's language", async () => {
    const w = workspace((await open()).prisma);
    await w.saveChannel("ops", "Operations");
    await w.saveChannel("digest", "日报");
    await w.saveChannel("ops", "运营");
    expect(await w.channels()).toEqual([
      { id: "digest", name: "日报" },
      { id: "ops", name: "运营" },
    ]);
    expect(await w.language("owner")).toBeUndefined();
    await w.setLanguage("owner", "zh");
    await w.setLanguage("owner", "en");
    expect(await w.language("owner")).toBe("en");
  });
});

describePostgres((_name, open) => {
  it("takes what has a key once when two processes say it at once", async () => {
    const store = await open();
    const both = [workspace(store.prisma), workspace((await store.connectAgain()).prisma)];
    const said = await Promise.all(Array.from({ length: 20 }, async (_, n) => both[n % 2]?.append(says(`m${n}`), "the-key")));
    expect(new Set(said.map((e) => e?.id)).size).toBe(1);
  });
});
