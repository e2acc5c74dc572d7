/** A small company to import into, and files written in a line each. */
import { type Day, day } from "../../../src/domain/calendar/day.ts";
import type { DecimalText, FactKind, FactRows, LineFlag, OrderLine, Return } from "../../../src/domain/facts/facts.ts";
import type { ImportCounts, ImportHead, OpenImport, Staged } from "../../../src/ports/imports.ts";
import type { PrismaClient } from "../../../src/store/client/client.ts";
import { makeImports, type StoreImports } from "../../../src/store/imports/imports.ts";

export const decimal = (text: string) => text as DecimalText;

export async function makeCompany(prisma: PrismaClient): Promise<void> {
  await prisma.store.createMany({
    data: [
      { code: "us", name: "US", platform: "amazon", country: "US", currency: "USD", zone: "America/Los_Angeles" },
      { code: "de", name: "DE", platform: "amazon", country: "DE", currency: "EUR", zone: "Europe/Berlin" },
    ],
  });
  await prisma.warehouse.createMany({
    data: [
      { code: "US-FBA", name: "US FBA", kind: "fba", country: "US" },
      { code: "EU-FBA", name: "EU FBA", kind: "fba", country: "DE" },
    ],
  });
  const id = async (code: string) => (await prisma.store.findUniqueOrThrow({ where: { code } })).id;
  const pool = async (code: string) => (await prisma.warehouse.findUniqueOrThrow({ where: { code } })).id;
  await prisma.storeWarehouse.createMany({
    data: [
      { store_id: await id("us"), warehouse_id: await pool("US-FBA"), priority: 1 },
      { store_id: await id("de"), warehouse_id: await pool("EU-FBA"), priority: 1 },
    ],
  });
}

/** What goes wrong behind anybody's back fails the test that is running. */
export function importsOf(prisma: PrismaClient, settings: { readonly soleOwner?: boolean; readonly now?: () => Date } = {}): StoreImports {
  return makeImports(prisma, {
    now: () => new Date("2026-11-20T12:00:00Z"),
    ...settings,
    onTrouble: (error) => {
      throw error;
    },
  });
}

export function head<K extends FactKind>(fact: K, more: Partial<ImportHead> = {}): ImportHead & { readonly fact: K } {
  return {
    file: "a.csv",
    hash: "h",
    format: "canonical",
    store: "us",
    period: null,
    currency: null,
    by: "test",
    encoding: "utf-8",
    ...more,
    fact,
  };
}

/** `12 A×2 @10.00 on 2026-11-01`: an order's line. */
export function line(
  orderId: string,
  sku: string,
  quantity: number,
  amount: string | null,
  on: string,
  more: Partial<OrderLine> = {},
): OrderLine {
  const d = day(on);
  return {
    orderId,
    sku,
    nth: 1,
    at: new Date(`${on}T12:00:00Z`),
    day: d,
    quantity,
    amount: amount === null ? null : decimal(amount),
    discount: null,
    currency: "USD",
    flag: null,
    status: "Shipped",
    fulfilment: "platform",
    country: null,
    title: null,
    asin: null,
    ...more,
  };
}

export const flagged = (l: OrderLine, flag: LineFlag): OrderLine => ({ ...l, flag });

export function returned(orderId: string, sku: string, quantity: number, on: string, more: Partial<Return> = {}): Return {
  return {
    orderId,
    sku,
    nth: 1,
    day: day(on),
    quantity,
    reason: "DEFECTIVE",
    bucket: "quality",
    disposition: null,
    status: null,
    comment: null,
    refund: null,
    currency: null,
    ...more,
  };
}

export function numbered<K extends FactKind>(facts: readonly FactRows[K][]): Staged<K>[] {
  return facts.map((fact, i) => ({ row: i + 2, fact }));
}

/** Reads a file as intake does, and waits until nothing goes on behind it. */
export async function importFile<K extends FactKind>(
  imports: StoreImports,
  fact: K,
  rows: readonly FactRows[K][],
  more: Partial<ImportHead> & { readonly beside?: readonly Return[]; readonly simulated?: boolean } = {},
): Promise<ImportCounts & { readonly id: number }> {
  const { beside, simulated, ...rest } = more;
  const open: OpenImport<K> = await imports.open(head(fact, rest), simulated ?? false);
  await open.add(numbered(rows));
  if (beside) await open.addBeside("returns", numbered(beside));
  const counts = await open.publish();
  await imports.settled();
  return { ...counts, id: open.id };
}

export interface SeenLine {
  readonly order: string;
  readonly sku: string;
  readonly nth: number;
  readonly quantity: number;
  readonly flag: string | null;
}

/** Order lines that count, by the words of the contract and not by the code under test. */
export async function seenLines(prisma: PrismaClient): Promise<readonly SeenLine[]> {
  return prisma.$queryRaw<SeenLine[]>`
    SELECT l.order_id AS "order", s.code AS sku, l.nth, l.quantity, l.flag FROM order_line l
    JOIN sku s ON s.id = l.sku_id JOIN import i ON i.id = l.import_id LEFT JOIN import r ON r.id = l.replaced_by
    WHERE i.state = 'visible' AND (r.id IS NULL OR r.state <> 'visible') ORDER BY 1, 2, 3`;
}

/** SKUs that may be seen. */
export async function seenSkus(prisma: PrismaClient): Promise<readonly string[]> {
  const rows = await prisma.$queryRaw<{ code: string }[]>`
    SELECT s.code FROM sku s LEFT JOIN import i ON i.id = s.import_id WHERE s.import_id IS NULL OR i.state = 'visible' ORDER BY 1`;
  return rows.map((r) => r.code);
}

export const onDays = (from: string, count: number): readonly Day[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10) as Day);
