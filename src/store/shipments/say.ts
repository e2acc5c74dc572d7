import { etaOf, type ShipmentKey, type ShipmentLine } from "../../domain/shipments/types.ts";
import type { AuditEntry } from "../../ports/delivery.ts";
import type { Booking, Statement } from "../../ports/shipments.ts";
import { auditRow } from "../audit.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { clean, dateOf, dateOrNull, json } from "../rows.ts";
import { findShipments } from "./find.ts";
import { FILE_NOW } from "./rows-now.ts";

type Tx = Prisma.TransactionClient;

async function warehouseId(tx: Tx, code: string): Promise<number> {
  const found = await tx.warehouse.findUnique({ where: { code }, select: { id: true } });
  if (!found) throw new Error(`there is no warehouse "${code}"`);
  return found.id;
}

async function skuIds(tx: Tx, codes: readonly string[]): Promise<(code: string) => number> {
  const found = await tx.sku.findMany({ where: { code: { in: [...codes] } }, select: { id: true, code: true } });
  const ids = new Map(found.map((s) => [s.code, s.id]));
  return (code) => {
    const id = ids.get(code);
    if (id === undefined) throw new Error(`there is no SKU "${code}"`);
    return id;
  };
}

/** What files say of a shipment now, by the SKU's number. */
async function filesSay(tx: Tx, warehouse: number, number: string): Promise<ReadonlyMap<number, Prisma.JsonObject>> {
  const b = Prisma.sql`b`;
  const rows = await tx.$queryRaw<{ sku: number; file: Prisma.JsonObject }[]>`
    SELECT b.sku_id AS sku, ${FILE_NOW} AS file FROM inbound b WHERE b.warehouse_id = ${warehouse} AND b.shipment = ${number} AND ${counts(b)}`;
  return new Map(rows.map((r) => [r.sku, r.file]));
}

async function writeLines(tx: Tx, shipment: number, warehouse: number, number: string, lines: readonly ShipmentLine[]): Promise<void> {
  const [id, files] = [
    await skuIds(
      tx,
      lines.map((l) => l.sku),
    ),
    await filesSay(tx, warehouse, number),
  ];
  for (const line of lines) {
    const sku = id(line.sku);
    const said = {
      quantity: line.units,
      received: line.received,
      short: line.short,
      mode: line.mode,
      state: line.state,
      booked_on: dateOrNull(line.bookedOn),
      left_on: dateOrNull(line.leftOn),
      landed_on: dateOrNull(line.landedOn),
      cleared_on: dateOrNull(line.clearedOn),
      eta: dateOrNull(line.eta),
      arrived_on: dateOrNull(line.arrivedOn),
      received_on: dateOrNull(line.receivedOn),
      file: files.get(sku) ?? Prisma.DbNull,
    };
    await tx.shipmentLine.upsert({
      where: { shipment_id_sku_id: { shipment_id: shipment, sku_id: sku } },
      create: { shipment_id: shipment, sku_id: sku, ...said },
      update: said,
    });
  }
}

type EventRow = Omit<Prisma.ShipmentEventUncheckedCreateInput, "id">;

function eventRows(warehouse: number, number: string, { lines, events, by, at }: Omit<Statement, "receipts">): EventRow[] {
  const eta = etaOf(lines);
  return events.map((e) => {
    const moved = e.what === "eta" && e.etaBefore !== null && e.eta !== null && e.etaBefore !== e.eta;
    return {
      warehouse_id: warehouse,
      number,
      what: e.what,
      day: dateOrNull(e.day),
      eta_before: dateOrNull(e.etaBefore),
      eta: dateOrNull(e.eta ?? eta),
      note: e.note === null ? null : clean(e.note),
      details: json({ lines: lines.map((l) => ({ sku: l.sku, units: l.units, received: l.received, short: l.short, state: l.state })) }),
      by,
      at,
      judged_at: moved ? null : at,
    };
  });
}

/** The row of a number at a warehouse, made where there is none; locked, so that of two who write one comes after the other. */
async function lock(
  tx: Tx,
  warehouse: number,
  number: string,
  by: string,
  at: Date,
): Promise<{ readonly id: number; readonly made: boolean }> {
  const [made] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO shipment (number, warehouse_id, purchases, booked_by, booked_at) VALUES (${clean(number)}, ${warehouse}, '{}', ${by}, ${at})
    ON CONFLICT (warehouse_id, number) DO NOTHING RETURNING id`;
  if (made) return { id: made.id, made: true };
  const [found] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM shipment WHERE warehouse_id = ${warehouse} AND number = ${number} FOR UPDATE`;
  if (!found) throw new Error(`shipment "${number}" vanished while it was written`);
  return { id: found.id, made: false };
}

/** Of what a file says and somebody books, as both know it. */
function together(booked: Booking["lines"][number] | undefined, file: ShipmentLine | undefined): ShipmentLine[] {
  if (booked === undefined) return file === undefined ? [] : [file];
  if (file === undefined) return [{ ...booked, received: 0, short: 0, landedOn: null, clearedOn: null, arrivedOn: null, receivedOn: null }];
  return [
    {
      ...file,
      units: Math.max(booked.units, file.received),
      mode: booked.mode ?? file.mode,
      bookedOn: booked.bookedOn ?? file.bookedOn,
      leftOn: booked.leftOn ?? file.leftOn,
      eta: booked.eta ?? file.eta,
    },
  ];
}

export async function book(prisma: PrismaClient, booking: Booking, entry: AuditEntry): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const { number, warehouse: code, by, at } = booking;
    const warehouse = await warehouseId(tx, code);
    const from = booking.from === null ? null : await warehouseId(tx, booking.from);
    const { id, made } = await lock(tx, warehouse, number, by, at);
    if (!made) return false;
    const [known] = await findShipments(tx, { number, warehouse: code });
    const skus = new Set([...booking.lines.map((l) => l.sku), ...(known?.lines ?? []).map((l) => l.sku)]);
    const lines = [...skus].flatMap((sku) =>
      together(
        booking.lines.find((l) => l.sku === sku),
        known?.lines.find((l) => l.sku === sku),
      ),
    );
    await tx.shipment.update({ where: { id }, data: { from_id: from, lane: booking.lane, purchases: [...booking.purchases] } });
    await writeLines(tx, id, warehouse, number, lines);
    const [first] = lines;
    const events = [{ what: "booked", day: first?.bookedOn ?? null, etaBefore: null, eta: etaOf(lines), note: null }] as const;
    await tx.shipmentEvent.createMany({ data: eventRows(warehouse, number, { lines, events, by, at }) });
    await tx.audit.create({ data: auditRow(entry) });
    return true;
  });
}

export async function say(
  prisma: PrismaClient,
  key: ShipmentKey,
  version: string,
  statement: Statement,
  entry: AuditEntry,
): Promise<boolean> {
  const { lines, receipts, by, at } = statement;
  return prisma.$transaction(async (tx) => {
    const warehouse = await warehouseId(tx, key.warehouse);
    const before = await tx.shipment.findUnique({
      where: { warehouse_id_number: { warehouse_id: warehouse, number: key.number } },
      select: { id: true },
    });
    const fileOnly = before === null ? (await findShipments(tx, key))[0]?.version : undefined;
    const { id, made } = await lock(tx, warehouse, key.number, by, at);
    // The row was made by this very statement, or by somebody who was faster; its version is of what was there before.
    const now = made ? fileOnly : (await findShipments(tx, key))[0]?.version;
    if (now !== version) {
      if (made) await tx.shipment.delete({ where: { id } });
      return false;
    }
    await writeLines(tx, id, warehouse, key.number, lines);
    await tx.shipment.update({ where: { id }, data: { revision: { increment: 1 } } });
    const sku = await skuIds(
      tx,
      receipts.map((r) => r.sku),
    );
    for (const r of receipts)
      await tx.shipmentReceipt.create({ data: { shipment_id: id, sku_id: sku(r.sku), units: r.units, day: dateOf(r.day), by, at } });
    await tx.shipmentEvent.createMany({ data: eventRows(warehouse, key.number, statement) });
    await tx.audit.create({ data: auditRow(entry) });
    return true;
  });
}
