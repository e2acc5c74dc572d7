import { definePolicy, type Policy } from "../policy.ts";

export const secondApprovalAmount = definePolicy<number>({
  id: "purchase-second-approval-amount",
  name: {
    zh: "采购超过这个金额（公司币种）须由第二人复核",
    en: "a purchase above this amount, in the company's currency, wants a second person",
  },
  unit: "money",
  default: 5000,
  min: 0,
  max: 1e9,
  scopes: ["company", "role"],
  source: "Purser's judgement: 5,000 is a first sea order of one SKU in dollars; who buys for more should be seen by a second pair of eyes",
  note: {
    zh: "角色指成员的角色（supply、finance、owner），不是商品角色；一人多角色取最高的一个。同一供应商订单里本人单独批准的金额累计计算。",
    en: "The role is a member's (supply, finance, owner), not a product's; of several the highest counts. What one person approved alone in one supplier order is added up.",
  },
});

/** Who may decide alone that something is bought. */
export const purchasePolicies: readonly Policy<number>[] = [secondApprovalAmount];
