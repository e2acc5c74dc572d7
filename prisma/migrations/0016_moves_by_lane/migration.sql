-- AlterTable
ALTER TABLE "transfer" ADD COLUMN     "lane" TEXT,
ADD COLUMN     "mode" TEXT;

-- What Prisma cannot say.
-- Of what one warehouse gives another on a day, the urgent part may go a faster way: one move for each lane.
DROP INDEX "transfer_approved_once";
CREATE UNIQUE INDEX "transfer_approved_once" ON "transfer"("giver", "receiver", "sku_id", "plan_as_of", "leaves_on", coalesce("lane", ''))
  WHERE "state" IN ('approved', 'left', 'closed');
