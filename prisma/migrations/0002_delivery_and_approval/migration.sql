-- AlterTable
ALTER TABLE "action_token" ADD COLUMN     "nth" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "place" TEXT NOT NULL DEFAULT 'button',
ADD COLUMN     "shown_id" TEXT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "edits" TEXT,
ADD COLUMN     "first_tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "noticed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "shown_message" (
    "id" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "lang" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shown_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase" (
    "id" SERIAL NOT NULL,
    "warehouse" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "amount" DECIMAL(18,6),
    "currency" TEXT,
    "plan_as_of" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shown_message_issued_at_idx" ON "shown_message"("issued_at");

-- CreateIndex
CREATE INDEX "purchase_sku_id_state_idx" ON "purchase"("sku_id", "state");

-- CreateIndex
CREATE INDEX "purchase_decided_at_idx" ON "purchase"("decided_at");

-- CreateIndex
CREATE INDEX "action_token_shown_id_idx" ON "action_token"("shown_id");

-- CreateIndex
CREATE INDEX "outbox_edits_idx" ON "outbox"("edits");

-- AddForeignKey
ALTER TABLE "action_token" ADD CONSTRAINT "action_token_shown_id_fkey" FOREIGN KEY ("shown_id") REFERENCES "shown_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One approval stands for a SKU, a warehouse and a plan.
CREATE UNIQUE INDEX "purchase_approved_once" ON "purchase"("warehouse", "sku_id", "plan_as_of") WHERE "state" = 'approved';
