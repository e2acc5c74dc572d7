import { orderJson } from "../src/app/purchase/answers.ts";
import { documentsAnswer } from "../src/app/purchase/documents.ts";
import { orderNow, ordersNow } from "../src/app/purchase/orders.ts";
import { askedOf } from "../src/app/purchase/rfq.ts";
import { namesOf, orderBy } from "../src/app/purchase/standing.ts";
import { transferBy } from "../src/app/purchase/transfer-by.ts";
import { type PurchaseWords, readPurchaseWords } from "../src/app/purchase/words.ts";
import { planDay } from "../src/app/plan.ts";
import type { Answer, Asker, Command, Context } from "../src/app/types.ts";
import { purchaseDocuments } from "../src/views/purchase-documents.ts";
import { quotePack } from "../src/views/purchase-rfq.ts";
import { bySupplier, purchaseList } from "../src/views/purchase-list.ts";
import { purchaseOrder } from "../src/views/purchase-order.ts";
import { transferMessage } from "../src/views/transfer.ts";

async function list(all: boolean, supplier: string | null, context: Context, asker: Asker): Promise<Answer> {
  const [found, transfers, asOf] = await Promise.all([
    context.purchases.orders({ closed: all }),
    context.transfers.open(),
    planDay(context),
  ]);
  const orders = (await ordersNow(found, context))
    .filter((o) => (all || (o.stage !== "closed" && o.stage !== "withdrawn")) && (supplier === null || o.order.supplier === supplier))
    .toSorted(bySupplier);
  const moves = supplier === null ? transfers : [];
  const name = supplier === null ? null : (orders[0]?.supplier ?? supplier);
  return {
    message: purchaseList({ orders, transfers: moves, all, supplier: name, asOf }),
    data: { asOf, orders: orders.map((o) => orderJson(o, asker.clearance)), transfers: moves },
  };
}

async function one(id: number, context: Context, asker: Asker): Promise<Answer> {
  const [now, names] = await Promise.all([orderNow(await orderBy(id, context), context), namesOf(context)]);
  return {
    message: purchaseOrder({ now, names, today: context.today(asker.zone) }),
    data: { order: orderJson(now, asker.clearance) },
  };
}

export const command: Command<PurchaseWords> = {
  summary: {
    zh: "批准了什么、向谁买、到了哪一步；单据和询价单",
    en: "What was approved, of whom it is bought, how far it has come; its documents",
  },
  usage: { zh: "编号，编号 单据，供应商，全部，或 rfq SKU", en: "NUMBER, NUMBER documents, SUPPLIER, all, or rfq SKU" },
  examples: ["/purchase", "/purchase all", "/purchase 全部"],
  roles: "everyone",
  parse: (words, context) => readPurchaseWords(words, context),
  async run(args, context, asker) {
    switch (args.kind) {
      case "list":
        return list(args.all, args.supplier, context, asker);
      case "order":
        return one(args.id, context, asker);
      case "documents":
        return documentsAnswer(args.id, context, asker, purchaseDocuments);
      case "rfq": {
        const asked = await askedOf(args.wanted, context);
        const asOf = await planDay(context);
        return {
          message: quotePack(asked, asOf),
          data: { asOf, asked: asked.map(({ goods, ...a }) => ({ ...a, title: goods?.title ?? null })) },
        };
      }
      case "transfer": {
        const [transfer, names] = await Promise.all([transferBy(args.id, context), namesOf(context)]);
        return { message: transferMessage({ transfer, names, today: context.today(asker.zone) }), data: { transfer } };
      }
    }
  },
};
