/** The reports of a small shop, as files that its owner would have. Days are counted back from today, as a real export's are. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";

/** Today in UTC, which is this shop's zone. */
export const today = (): Day => day(new Date().toISOString().slice(0, 10));

export interface Shop {
  readonly orders: string;
  readonly returns: string;
  readonly stock: string;
  /** Last day that the reports speak of. */
  readonly last: Day;
  /** What somebody with a pencil would find. */
  readonly truth: { readonly orders: number; readonly units: number; readonly gmv: string; readonly byDay: ReadonlyMap<Day, number> };
}

const PRICE = 20;
const DAYS = 40;

/** 40 days of orders of two SKUs, one cancelled line, one broken row, one return, and what is on the shelf. */
export async function writeShop(folder: string): Promise<Shop> {
  const last = addDays(today(), -1);
  const byDay = new Map<Day, number>();
  const lines = ["order_id,sku,at,quantity,amount,currency,flag"];
  let orders = 0;
  let units = 0;
  for (let back = DAYS - 1; back >= 0; back--) {
    const d = addDays(last, -back);
    for (const [sku, quantity] of [
      ["MUG-BLUE", 2 + (back % 3)],
      ["MUG-RED", 1],
    ] as const) {
      orders += 1;
      units += quantity;
      byDay.set(d, (byDay.get(d) ?? 0) + quantity);
      lines.push(`O-${d}-${sku},${sku},${d}T10:00:00Z,${quantity},${(quantity * PRICE).toFixed(2)},USD,`);
    }
  }
  lines.push(`O-X,MUG-BLUE,${last}T11:00:00Z,5,100.00,USD,cancelled`);
  lines.push(`O-Y,MUG-BLUE,${last}T12:00:00Z,many,20.00,USD,`);
  const paths = { orders: join(folder, "orders.csv"), returns: join(folder, "returns.csv"), stock: join(folder, "stock.csv") };
  await writeFile(paths.orders, `${lines.join("\n")}\n`);
  await writeFile(
    paths.returns,
    `order_id,sku,day,quantity,reason,refund,currency\nO-${last}-MUG-RED,MUG-RED,${last},1,DEFECTIVE,20.00,USD\n`,
  );
  await writeFile(
    paths.stock,
    `warehouse,sku,state,day,quantity\npool,MUG-BLUE,available,${last},30\npool,MUG-RED,available,${last},400\n`,
  );
  return { ...paths, last, truth: { orders, units, gmv: (units * PRICE).toFixed(2), byDay } };
}

/** Everything that a person types before the first file. */
export const SET_UP: readonly (readonly string[])[] = [
  ["store", "add", "mugs", "--platform", "amazon", "--country", "US", "--currency", "USD", "--tz", "UTC"],
  ["warehouse", "add", "pool", "--kind", "platform-pool", "--country", "US", "--stores", "mugs"],
];
