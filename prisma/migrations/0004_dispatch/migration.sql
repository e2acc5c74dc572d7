-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "ship_by" TIMESTAMPTZ(3),
ADD COLUMN     "shipped_at" TIMESTAMPTZ(3);
