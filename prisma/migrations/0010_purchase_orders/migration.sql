-- AlterTable
ALTER TABLE "product_row" ADD COLUMN     "height_cm" DECIMAL(12,2),
ADD COLUMN     "length_cm" DECIMAL(12,2),
ADD COLUMN     "material" TEXT,
ADD COLUMN     "supplier_sku" TEXT,
ADD COLUMN     "unit_kg" DECIMAL(12,4),
ADD COLUMN     "width_cm" DECIMAL(12,2);

-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "because" TEXT,
ADD COLUMN     "first_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_by" TEXT,
ADD COLUMN     "legs" JSONB,
ADD COLUMN     "needed_by" DATE,
ADD COLUMN     "note" TEXT,
ADD COLUMN     "order_id" INTEGER,
ADD COLUMN     "price" DECIMAL(18,6),
ADD COLUMN     "price_currency" TEXT,
ADD COLUMN     "proposed" INTEGER,
ADD COLUMN     "ready_on" DATE,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "worth" DECIMAL(18,6);

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "height_cm" DECIMAL(12,2),
ADD COLUMN     "length_cm" DECIMAL(12,2),
ADD COLUMN     "material" TEXT,
ADD COLUMN     "supplier_sku" TEXT,
ADD COLUMN     "unit_kg" DECIMAL(12,4),
ADD COLUMN     "width_cm" DECIMAL(12,2);

-- CreateTable
CREATE TABLE "purchase_order" (
    "id" SERIAL NOT NULL,
    "grouped_by" TEXT NOT NULL,
    "supplier" TEXT,
    "plan_as_of" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reference" TEXT,
    "ordered_on" DATE,
    "ordered_by" TEXT,
    "ordered_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "because" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "purchase_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" SERIAL NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "giver" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "leaves_on" DATE NOT NULL,
    "arrives_on" DATE NOT NULL,
    "plan_as_of" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "left_on" DATE,
    "received" INTEGER,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "because" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "purchase_order_state_idx" ON "purchase_order"("state");

-- CreateIndex
CREATE INDEX "transfer_sku_id_state_idx" ON "transfer"("sku_id", "state");

-- CreateIndex
CREATE INDEX "purchase_order_id_idx" ON "purchase"("order_id");

-- AddForeignKey
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "purchase_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was approved before belongs to an order too: one for each supplier (or SKU without one) and plan day.
INSERT INTO "purchase_order" ("grouped_by", "supplier", "plan_as_of")
  SELECT DISTINCT coalesce('supplier:' || p."code", 'sku:' || s."code"), p."code", b."plan_as_of"
  FROM "purchase" b JOIN "sku" s ON s."id" = b."sku_id" LEFT JOIN "supplier" p ON p."id" = s."supplier_id" ORDER BY 3, 1;
UPDATE "purchase" b SET "order_id" = o."id" FROM "sku" s LEFT JOIN "supplier" p ON p."id" = s."supplier_id", "purchase_order" o
  WHERE s."id" = b."sku_id" AND o."plan_as_of" = b."plan_as_of" AND o."grouped_by" = coalesce('supplier:' || p."code", 'sku:' || s."code");

-- What Prisma cannot say.
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_state_known" CHECK ("state" IN ('waiting', 'approved', 'ordered', 'closed', 'withdrawn', 'rejected', 'joined'));
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_state_known" CHECK ("state" IN ('open', 'ordered', 'closed'));
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_state_known" CHECK ("state" IN ('approved', 'left', 'closed', 'withdrawn'));
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_units" CHECK ("units" > 0);
-- One that waits for a second person stands for a SKU, a warehouse and a plan, beside one that is approved.
CREATE UNIQUE INDEX "purchase_waiting_once" ON "purchase"("warehouse", "sku_id", "plan_as_of") WHERE "state" = 'waiting';
-- Lines of one plan day join the order of their supplier that is still open.
CREATE UNIQUE INDEX "purchase_order_open_once" ON "purchase_order"("grouped_by", "plan_as_of") WHERE "state" = 'open';
-- One move between two warehouses for a SKU and a plan.
CREATE UNIQUE INDEX "transfer_approved_once" ON "transfer"("giver", "receiver", "sku_id", "plan_as_of") WHERE "state" IN ('approved', 'left', 'closed');
