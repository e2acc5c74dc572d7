import type { Asked } from "../app/purchase/rfq.ts";
import type { Day } from "../domain/calendar/day.ts";
import { figure } from "../domain/restock/figures.ts";
import { type Message, message } from "../message/message.ts";
import { type Consignment, freightSheet, lacking, twice } from "./purchase-documents.ts";
import { t } from "./purchase-words.ts";

/** What a forwarder is asked a price for, before anything is approved. */
export function quotePack(asked: readonly Asked[], asOf: Day): Message {
  const all = asked.flatMap((a) => a.legs.map((l): Consignment => ({ sku: a.sku, goods: a.goods, ...l, neededBy: null, readyOn: null })));
  const units = all.reduce((sum, c) => sum + c.units, 0);
  const said = lacking(all);
  return message({
    title: t(
      `询价清单：${asked.length} 个 SKU，${figure(units)} 件`,
      `Quote pack: ${asked.length} ${asked.length === 1 ? "SKU" : "SKUs"}, ${figure(units)} units`,
    ),
    lead: t("发给货代询价用；还没有批准任何采购。", "For the forwarder to name a price; nothing is approved."),
    blocks: [
      ...twice(`rfq-${asOf}`, t("货代询价清单", "Quote pack for the forwarder"), freightSheet(all)),
      ...(said.length > 0 ? [{ kind: "list", items: said } as const] : []),
    ],
    basis: { asOf, ...(asked.some((a) => a.goods?.simulated) && { simulated: true }) },
  });
}
