import { describe, expect, it } from "vitest";
import { action as answerForm } from "../../src/actions/intake-answer.ts";
import { action as undo } from "../../src/actions/undo-import.ts";
import { fileDrop } from "../../src/app/intake/drop.ts";
import { intakeService } from "../../src/app/intake/service.ts";
import type { Action } from "../../src/app/types.ts";
import { dayIn, zone } from "../../src/domain/calendar/zone.ts";
import { plain } from "../../src/message/plain.ts";
import type { Sealed } from "../../src/message/message.ts";
import type { Uploads } from "../../src/ports/uploads.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import { makeImports } from "../../src/store/imports/imports.ts";
import { intakeMessage } from "../../src/views/intake.ts";
import { allSources, inPieces, utf8 } from "../sources/kit.ts";
import { describeEmbedded, type TestStore } from "../store/harness.ts";
import { openHouse } from "./house.ts";
import { talk } from "./talk.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const HEADER = "order_id,sku,quantity,amount,currency,at\n";
const line = (order: string, currency = "USD", amount = "10.00") => `${order},MUG,1,${amount},${currency},2026-11-20T10:00:00Z\n`;

/** Files that wait, in memory: what is tested here is what becomes of them. */
function waiting(): Uploads {
  const kept = new Map<string, { name: string; bytes: Uint8Array[] }>();
  return {
    async keep(name, bytes) {
      const id = `u${kept.size + 1}`;
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      kept.set(id, { name, bytes: pieces });
      return id;
    },
    open(id) {
      const found = kept.get(id);
      return Promise.resolve(
        found && {
          name: found.name,
          bytes: async function* () {
            yield* found.bytes;
          },
        },
      );
    },
    drop: (id) => Promise.resolve(void kept.delete(id)),
    sweep: () => Promise.resolve(0),
  } as Uploads;
}

async function chat(store: TestStore) {
  const house = await openHouse(store, [], NOW);
  const { company } = house.context;
  await company.saveMember({
    slug: "ann",
    name: "Ann",
    email: null,
    roles: ["operator"],
    accounts: [{ platform: "fake", account: "ann" }],
  });
  const imports = makeImports(store.prisma, {
    now: () => NOW,
    onTrouble: (error) => {
      throw error;
    },
  });
  const sources = await allSources();
  const intake = intakeService({ company, imports, sources, inspect: inspector(), today: (z) => dayIn(z, NOW), uploads: waiting() });
  const context = { ...house.context, imports, intake };
  let events = 0;
  const actions = { "undo-import": undo as Action, "intake-answer": answerForm as Action };
  const handlers = talk(context, actions, { intake: fileDrop(intakeMessage) });
  const at = () => ({ eventId: `e${(events += 1)}`, channel: "ops", person: { account: "ann" } });
  return {
    store,
    company,
    drop: (content: string) =>
      handlers.file({ ...at(), name: "orders.csv", bytes: content.length, open: inPieces(utf8(content)) }, () => undefined),
    press: (card: Sealed | undefined, nth = 0) => handlers.press({ ...at(), token: card?.buttonTokens[nth] ?? "" }),
    answer: (card: Sealed | undefined, fields: Record<string, string>) =>
      handlers.press({ ...at(), token: Object.values(card?.formTokens ?? {})[0] ?? "", fields }),
    read: (s: Sealed | undefined) => (s ? plain(s.message, "en") : ""),
    rows: async () => {
      const shown = await store.prisma.import.findMany({ where: { state: "visible" }, select: { id: true } });
      return store.prisma.orderLine.count({ where: { import_id: { in: shown.map((i) => i.id) } } });
    },
  };
}

describeEmbedded((_, openStore) => {
  describe("a file that was imported by mistake", () => {
    it("is undone where its answer stands, once, and the answer says who did it", async () => {
      const c = await chat(await openStore());
      const card = await c.drop(HEADER + line("A1") + line("A2"));
      expect(card?.message.actions.map((a) => a.label.en)).toEqual(["Undo import"]);
      expect(await c.rows()).toBe(2);
      const said = await c.press(card);
      expect(c.read(said)).toContain("Import #1 is undone\norders.csv: 2 rows removed. The plan was made anew.");
      expect(said?.instead && c.read(said.instead)).toContain("✓ Undo import: Ann");
      expect(await c.rows()).toBe(0);
      expect(c.read(await c.press(card))).toContain("Already done by Ann");
    });

    it("cannot be undone while a later one rests on it, and says which goes first", async () => {
      const c = await chat(await openStore());
      const first = await c.drop(HEADER + line("A1"));
      await c.drop(HEADER + line("A1", "USD", "12.00"));
      expect(c.read(await c.press(first))).toContain("Undo the later import first.");
      expect(await c.rows()).toBeGreaterThan(0);
    });

    it("names money in another currency than the store's, since a sum with it has no value without a rate", async () => {
      const c = await chat(await openStore());
      const said = c.read(await c.drop(HEADER + line("A1") + line("A2", "EUR")));
      expect(said).toContain("1 row in EUR (the first in line 3), while amazon-us sells in USD");
    });
  });

  describe("a file that waits for an answer", () => {
    it("is answered once: then its form is gone, and who comes later is told who did it", async () => {
      const c = await chat(await openStore());
      await c.company.saveStore({
        code: "shop-us",
        name: "Shop",
        platform: "website",
        country: "US",
        currency: "USD",
        zone: zone("UTC"),
        simulated: false,
      });
      const asked = await c.drop(HEADER + line("A1"));
      const wrong = await c.answer(asked, { store: "nowhere" });
      expect(c.read(wrong)).toContain('There is no store "nowhere"');
      expect(wrong?.instead).toBeUndefined();
      const right = await c.answer(asked, { store: "shop-us" });
      expect(c.read(right)).toContain("Imported orders.csv");
      expect(right?.instead?.message.blocks.some((b) => b.kind === "form")).toBe(false);
      expect(right?.instead && c.read(right.instead)).toContain("✓ Import: Ann");
      expect(c.read(await c.answer(asked, { store: "amazon-us" }))).toContain("Already done by Ann");
    });
  });
});
