import { z } from "zod";

/** Amazon misspells keys in its own examples and adds new ones: what is not named here passes by. */
const Amount = z.looseObject({ amount: z.number(), currencyCode: z.string() });
const count = z.number().int().nonnegative().nullish();

export const Sales = z.looseObject({
  orderedProductSales: Amount.nullish(),
  unitsOrdered: count,
  totalOrderItems: count,
  unitsRefunded: count,
  unitsShipped: count,
});

export const Traffic = z.looseObject({
  sessions: count,
  browserSessions: count,
  mobileAppSessions: count,
  pageViews: count,
  browserPageViews: count,
  // Amazon's own typo, in its published example.
  browerPageViews: count,
  mobileAppPageViews: count,
  /** 0–100 */
  buyBoxPercentage: z.number().min(0).max(100).nullish(),
});

export const ByDate = z.looseObject({ date: z.string(), salesByDate: Sales, trafficByDate: Traffic });
export const ByAsin = z.looseObject({
  parentAsin: z.string().nullish(),
  childAsin: z.string().nullish(),
  sku: z.string().nullish(),
  salesByAsin: Sales,
  trafficByAsin: Traffic,
});

export const Report = z.looseObject({
  reportSpecification: z
    .looseObject({
      reportOptions: z.looseObject({ dateGranularity: z.string().nullish(), asinGranularity: z.string().nullish() }).nullish(),
      dataStartTime: z.string().nullish(),
      dataEndTime: z.string().nullish(),
    })
    .nullish(),
  salesAndTrafficByDate: z.array(z.unknown()).nullish(),
  salesAndTrafficByAsin: z.array(z.unknown()).nullish(),
});
export type Report = z.infer<typeof Report>;
