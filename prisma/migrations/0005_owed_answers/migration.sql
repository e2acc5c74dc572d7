-- AlterTable
ALTER TABLE "action_token" ADD COLUMN     "held_for" TEXT;

-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "asked" JSONB,
ADD COLUMN     "held_by" TEXT,
ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "trail" JSONB,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- Few rows are open at a time among a week of answered ones.
CREATE INDEX "inbox_owed" ON "inbox"("platform", "held_until") WHERE "asked" IS NOT NULL;
