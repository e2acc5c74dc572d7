/**
 * What a line of a settlement is for the profit and loss account. Platforms have hundreds of names for a few things, and add some every
 * year, so they are told by their words. A name that fits nothing is not counted anywhere, and the answer says so.
 */
export const EVENT_CLASSES = ["platform-fees", "return-fees", "promotion-fees", "advertising", "outside"] as const;
export type EventClass = (typeof EVENT_CLASSES)[number];

/** The first that fits counts: "fba-customer-return-fee" is of returns though it is of FBA, "affiliate-commission" of promotion. */
const RULES: readonly (readonly [EventClass, RegExp])[] = [
  // Refunds are summed on their own; sales, taxes and transfers of money are no costs.
  [
    "outside",
    /^(?:refund|refunded-.*|principal|order|sale|sales|item-price|product-(?:sales|charges)|payment|transfer|payout|disbursement|withdrawal|deposit|debt)$/,
  ],
  [
    "outside",
    /reserve|balance|(?:^|-)(?:tax|vat|gst)(?:-|$)|withh(?:e|o)ld|^(?:shipping|gift-?wrap)-(?:credit|credits|income|charge|charges)$/,
  ],
  ["outside", /^(?:货款|销售|销售额|回款|提现|转账|税|税费|预留金?)$/],
  ["advertising", /adverti|sponsored|(?:^|-)(?:ads?|ppc|cpc)(?:-|$)|广告/],
  [
    "promotion-fees",
    /affiliate|creator|influencer|coupon|promo|(?:^|-)(?:deal|deals|vine)(?:-|$)|lightning|达人|联盟|推广|优惠券|秒杀|活动费/,
  ],
  ["return-fees", /reimburse|compensat|safe-?t|chargeback|a-to-z|赔偿|赔付|索赔/],
  ["return-fees", /return|restock|removal|disposal|liquidation|refund|退货|弃置|移除/],
  [
    "platform-fees",
    /fba|wfs|fbt|fulfil|pick|pack|storage|aged|inbound|placement|low-inventory|label|warehouse|配送|仓储|仓库|入库|物流|履约/,
  ],
  ["platform-fees", /commission|referral|closing|final-value|selling|佣金|成交费/],
  ["platform-fees", /fee|fees|charge|subscription|shipping|postage|service|processing|stripe|paypal|费/],
];

/** Of a type as intake writes it (lower case, hyphens); undefined for one that nobody knows. */
export function eventClass(type: string): EventClass | undefined {
  return RULES.find(([, form]) => form.test(type))?.[0];
}
