-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "codes" TEXT;
