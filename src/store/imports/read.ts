import type { FactKind } from "../../domain/facts/facts.ts";
import type { Change, ImportRecord, Rejection } from "../../ports/imports.ts";
import type { PrismaClient } from "../client/client.ts";
import { reasonOf } from "./reason.ts";

const dayOf = (at: Date | null) => at?.toISOString().slice(0, 10) ?? null;

export async function recent(prisma: PrismaClient, limit: number): Promise<readonly ImportRecord[]> {
  const rows = await prisma.import.findMany({ orderBy: { id: "desc" }, take: limit });
  const stores = await prisma.store.findMany({
    where: { id: { in: rows.flatMap((r) => r.store_id ?? []) } },
    select: { id: true, code: true },
  });
  const codes = new Map(stores.map((s) => [s.id, s.code]));
  return rows.map((r) => {
    const [from, to] = [dayOf(r.period_from), dayOf(r.period_to)];
    return {
      id: r.id,
      file: r.file,
      hash: r.hash,
      format: r.format,
      fact: r.fact as FactKind,
      store: r.store_id === null ? null : (codes.get(r.store_id) ?? null),
      period: from === null || to === null ? null : { from, to },
      currency: r.currency,
      by: r.by,
      encoding: r.encoding,
      state: r.state as ImportRecord["state"],
      counts: { read: r.read, accepted: r.accepted, unchanged: r.unchanged, rejected: r.rejected },
      startedAt: r.started_at,
      visibleAt: r.visible_at,
    };
  });
}

export async function rejections(prisma: PrismaClient, importId: number, limit: number): Promise<readonly Rejection[]> {
  const rows = await prisma.rejectedRow.findMany({
    where: { import_id: importId },
    orderBy: [{ row: "asc" }, { nth: "asc" }],
    take: limit,
  });
  return rows.map(({ row, column, value, code, reason }) => ({ row, column, value, code, reason: reasonOf(reason) }));
}

/** Money stays text: a float would round it. */
const MONEY = new Set(["amount", "discount", "sales", "spend", "refund", "price", "rate", "buy_box"]);
const BOOKKEEPING = new Set(["import_id", "row", "store_id", "sku_id", "warehouse_id"]);

type Json = Readonly<Record<string, unknown>>;

function parse(text: string | null): Json | null {
  if (text === null) return null;
  return JSON.parse(text, (key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" && MONEY.has(key) ? (context?.source ?? String(value)) : value,
  ) as Json;
}

const told = (row: Json | null): Json | null =>
  row === null ? null : Object.fromEntries(Object.entries(row).filter(([k]) => !BOOKKEEPING.has(k)));

/** What an import changed or took away. Lines that were only copied because another line of their order changed are left out. */
export async function changes(prisma: PrismaClient, importId: number, limit: number): Promise<readonly Change[]> {
  const rows = await prisma.$queryRaw<
    {
      fact: FactKind;
      key: string;
      before: string | null;
      after: string | null;
      store: string | null;
      sku: string | null;
      warehouse: string | null;
    }[]
  >`
    SELECT c.fact, c.key::text AS key, c.before::text AS before, c.after::text AS after,
      (SELECT code FROM store WHERE id = (c.key->>'store')::int) AS store,
      (SELECT code FROM sku WHERE id = coalesce(c.key->>'sku', c.before->>'sku_id')::int) AS sku,
      (SELECT code FROM warehouse WHERE id = (c.key->>'warehouse')::int) AS warehouse
    FROM import_change c
    WHERE c.import_id = ${importId} AND c.before - 'import_id' - 'row' IS DISTINCT FROM c.after - 'import_id' - 'row'
    ORDER BY c.id LIMIT ${limit}`;
  return rows.map((r) => ({
    fact: r.fact,
    key: {
      ...parse(r.key),
      ...(r.store === null ? {} : { store: r.store }),
      ...(r.sku === null ? {} : { sku: r.sku }),
      ...(r.warehouse === null ? {} : { warehouse: r.warehouse }),
    },
    before: told(parse(r.before)),
    after: told(parse(r.after)),
  }));
}
