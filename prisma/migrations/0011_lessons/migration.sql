-- AlterTable
ALTER TABLE "plan" ADD COLUMN     "lessons" JSONB;

-- Order lines that may be bulk orders: few, and asked for by SKU in each plan.
CREATE INDEX "order_line_large" ON "order_line" ("sku_id", "store_id", "day") WHERE "quantity" >= 10;
