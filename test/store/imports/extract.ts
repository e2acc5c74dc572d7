/** The Online Retail extract (data/online-retail beside the repository's parent), read without any code of ours. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { Day } from "../../../src/domain/calendar/day.ts";
import type { DecimalText, LineFlag, OrderLine, Return } from "../../../src/domain/facts/facts.ts";
import type { Staged } from "../../../src/ports/imports.ts";
import { EXTRACT } from "../../extract/file.ts";

interface Row {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Description: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly UnitPrice: string;
  readonly Country: string;
}

export interface Extract {
  readonly lines: readonly Staged<"order-lines">[];
  readonly returns: readonly Staged<"returns">[];
}

/** Price in thousandths: the extract has three decimals at most. */
export const thousandths = (price: string): bigint => {
  const [whole = "0", part = ""] = price.replace("-", "").split(".");
  const value = BigInt(whole) * 1000n + BigInt(part.padEnd(3, "0").slice(0, 3));
  return price.startsWith("-") ? -value : value;
};

export const asText = (milli: bigint): string => {
  const text = String(milli < 0n ? -milli : milli).padStart(4, "0");
  return `${milli < 0n ? "-" : ""}${text.slice(0, -3)}.${text.slice(-3)}`;
};

export function readExtract(): Extract {
  const rows = parse<Row>(gunzipSync(readFileSync(EXTRACT)), { columns: true });
  const seen = new Map<string, number>();
  const lines: Staged<"order-lines">[] = [];
  const returns: Staged<"returns">[] = [];
  for (const [i, r] of rows.entries()) {
    const key = `${r.InvoiceNo}\t${r.StockCode}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const quantity = Number(r.Quantity);
    const flag: LineFlag | null = r.InvoiceNo.startsWith("C") ? "return" : quantity < 0 ? "adjustment" : null;
    const day = r.InvoiceDate.slice(0, 10) as Day;
    const fact: OrderLine = {
      orderId: r.InvoiceNo,
      sku: r.StockCode,
      nth,
      at: new Date(`${r.InvoiceDate.replace(" ", "T")}Z`),
      day,
      quantity,
      amount: asText(BigInt(quantity) * thousandths(r.UnitPrice)) as DecimalText,
      discount: null,
      currency: "GBP",
      flag,
      status: null,
      fulfilment: null,
      country: r.Country,
      title: r.Description || null,
      asin: null,
    };
    lines.push({ row: i + 2, fact });
    if (flag !== "return") continue;
    const back: Return = {
      orderId: r.InvoiceNo,
      sku: r.StockCode,
      nth,
      day,
      quantity: -quantity,
      reason: null,
      bucket: "unknown",
      disposition: null,
      status: null,
      comment: null,
      refund: asText(BigInt(-quantity) * thousandths(r.UnitPrice)) as DecimalText,
      currency: "GBP",
    };
    returns.push({ row: i + 2, fact: back });
  }
  return { lines, returns };
}
