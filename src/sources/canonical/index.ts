import type { Source } from "../../app/types.ts";
import { ads } from "./ads.ts";
import { costs } from "./costs.ts";
import { dailySales } from "./daily-sales.ts";
import { financialEvents } from "./financial-events.ts";
import { fx } from "./fx.ts";
import { inbound } from "./inbound.ts";
import { orderLines } from "./order-lines.ts";
import { products } from "./products.ts";
import { returns } from "./returns.ts";
import { reviews } from "./reviews.ts";
import { stock } from "./stock.ts";
import { traffic } from "./traffic.ts";

export const sources: readonly Source[] = [
  products,
  orderLines,
  dailySales,
  traffic,
  ads,
  stock,
  inbound,
  returns,
  reviews,
  costs,
  financialEvents,
  fx,
];
