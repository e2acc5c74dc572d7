import type { FactKind } from "../../domain/facts/facts.ts";
import { FACT_KINDS } from "../../domain/facts/facts.ts";
import { UserError } from "../../domain/user-error.ts";
import type { ImportHead, Imports, OpenImport } from "../../ports/imports.ts";
import type { PrismaClient } from "../client/client.ts";
import { StagedImport } from "./open-import.ts";
import { changes, recent, rejections } from "./read.ts";
import { recover } from "./recover.ts";
import type { Surroundings } from "./staging.ts";
import { TABLES } from "./tables.ts";
import { undo } from "./undo.ts";

export interface ImportSettings {
  /** Of what people are told; leases use the database's clock. */
  readonly now?: () => Date;
  /** This process alone has the database (it owns the embedded store): what it finds on its way at start is dead. */
  readonly soleOwner?: boolean;
  /** Something in the background went wrong; `recover` tries it again. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface StoreImports extends Imports {
  /** Ends when nothing goes on in the background any more. Await it before the connection is closed. */
  settled(): Promise<void>;
}

async function storeIdOf(prisma: PrismaClient, head: ImportHead): Promise<number | null> {
  if (head.store === null) {
    if (!TABLES[head.fact].ofStore) return null;
    throw new UserError(
      "store-missing",
      {
        en: `${head.file}: ${head.fact} belong to a store, and none is named.`,
        zh: `${head.file}：${head.fact} 属于某个店铺，但没有指定店铺。`,
      },
      { en: "Name the store: --store CODE.", zh: "请指定店铺：--store 编码。" },
    );
  }
  const store = await prisma.store.findUnique({ where: { code: head.store }, select: { id: true } });
  if (store !== null) return store.id;
  const codes = await prisma.store.findMany({ select: { code: true }, orderBy: { code: "asc" }, take: 20 });
  const list = codes.map((s) => s.code).join(", ");
  throw new UserError(
    "unknown-store",
    { en: `There is no store called "${head.store}".`, zh: `没有编码为“${head.store}”的店铺。` },
    list === ""
      ? { en: "There are no stores yet: npm run purser -- store add CODE …", zh: "还没有店铺：npm run purser -- store add 编码 …" }
      : { en: `Stores: ${list}.`, zh: `现有店铺：${list}。` },
  );
}

/** Imports, on any PostgreSQL. */
export function makeImports(prisma: PrismaClient, settings: ImportSettings = {}): StoreImports {
  const now = settings.now ?? (() => new Date());
  const onTrouble = settings.onTrouble ?? (() => undefined);
  const running = new Set<number>();
  const work = new Set<Promise<void>>();
  let started = settings.soleOwner !== true;

  const background = (importId: number, task: () => Promise<void>) => {
    running.add(importId);
    const done = task()
      .catch(onTrouble)
      .finally(() => {
        running.delete(importId);
        work.delete(done);
      });
    work.add(done);
  };
  const around: Surroundings = { prisma, now, onTrouble, background, ended: (id) => running.delete(id) };

  const open = async <K extends FactKind>(head: ImportHead & { readonly fact: K }, simulated: boolean): Promise<OpenImport<K>> => {
    if (!FACT_KINDS.includes(head.fact)) throw new Error(`${head.fact} is no fact`);
    const storeId = await storeIdOf(prisma, head);
    // A stated period says that nothing is missing in it; of stock only a whole inventory can say so.
    const period = head.fact === "stock" && head.whole !== true ? null : head.period;
    const [row] = await prisma.$queryRaw<[{ id: number }]>`
      INSERT INTO import (file, hash, format, fact, store_id, period_from, period_to, currency, encoding, "by", simulated, state, started_at, beat_at)
      VALUES (${head.file}, ${head.hash}, ${head.format}, ${head.fact}, ${storeId}, ${period?.from ?? null}::date, ${period?.to ?? null}::date,
        ${head.currency}, ${head.encoding}, ${head.by}, ${simulated}, 'staging', ${now()}, clock_timestamp()) RETURNING id`;
    running.add(row.id);
    return new StagedImport(around, row.id, head.fact, storeId, simulated);
  };

  return {
    open,
    recent: (limit) => recent(prisma, limit),
    rejections: (importId, limit) => rejections(prisma, importId, limit),
    changes: (importId, limit) => changes(prisma, importId, limit),
    undo: (importId) => undo(prisma, importId),
    recover: async () => {
      const all = !started;
      started = true;
      return recover(prisma, running, all);
    },
    settled: async () => {
      while (work.size > 0) await Promise.all(work);
    },
  };
}
