import { describe, expect, it } from "vitest";
import { eventClass } from "../../../src/domain/kpi/event-classes.ts";

describe("a line of a settlement", () => {
  it.each([
    ["commission", "platform-fees"],
    ["referral-fee", "platform-fees"],
    ["fba-fee", "platform-fees"],
    ["fba-per-unit-fulfillment-fee", "platform-fees"],
    ["monthly-storage-fee", "platform-fees"],
    ["subscription", "platform-fees"],
    ["transaction-fee", "platform-fees"],
    ["wfs-fulfillment", "platform-fees"],
    ["平台佣金", "platform-fees"],
    ["仓储费", "platform-fees"],
    ["customer-return-fee", "return-fees"],
    ["fba-customer-return-per-unit-fee", "return-fees"],
    ["refund-commission", "return-fees"],
    ["refund-administration-fee", "return-fees"],
    ["reimbursement", "return-fees"],
    ["warehouse-lost-reimbursement", "return-fees"],
    ["退货处理费", "return-fees"],
    ["affiliate-commission", "promotion-fees"],
    ["coupon-redemption-fee", "promotion-fees"],
    ["达人佣金", "promotion-fees"],
    ["advertising", "advertising"],
    ["cost-of-advertising", "advertising"],
    ["广告费", "advertising"],
    ["refund", "outside"],
    ["principal", "outside"],
    ["transfer", "outside"],
    ["sales-tax-collected", "outside"],
    ["current-reserve-amount", "outside"],
  ])("%s belongs to %s", (type, of) => {
    expect(eventClass(type)).toBe(of);
  });

  it("of a name that nobody knows belongs nowhere, and is not guessed", () => {
    for (const type of ["quux", "misc", "other-transaction"]) expect(eventClass(type)).toBeUndefined();
  });
});
