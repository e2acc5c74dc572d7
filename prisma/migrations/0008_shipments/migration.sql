-- CreateTable
CREATE TABLE "shipment" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "from_id" INTEGER,
    "lane" TEXT,
    "purchases" INTEGER[],
    "revision" INTEGER NOT NULL DEFAULT 0,
    "booked_by" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_line" (
    "shipment_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "short" INTEGER NOT NULL DEFAULT 0,
    "mode" TEXT,
    "state" TEXT NOT NULL,
    "booked_on" DATE,
    "left_on" DATE,
    "eta" DATE,
    "arrived_on" DATE,
    "received_on" DATE,
    "file" JSONB,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("shipment_id","sku_id")
);

-- CreateTable
CREATE TABLE "shipment_receipt" (
    "id" SERIAL NOT NULL,
    "shipment_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "units" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_event" (
    "id" SERIAL NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "day" DATE,
    "eta_before" DATE,
    "eta" DATE,
    "note" TEXT,
    "details" JSONB NOT NULL,
    "by" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipment_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snooze" (
    "id" SERIAL NOT NULL,
    "warehouse" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "until" DATE NOT NULL,
    "awaits" TEXT,
    "reason" TEXT,
    "seen" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "ended_because" TEXT,

    CONSTRAINT "snooze_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" SERIAL NOT NULL,
    "warehouse" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "member" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "shipment_number_idx" ON "shipment"("number");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_warehouse_id_number_key" ON "shipment"("warehouse_id", "number");

-- CreateIndex
CREATE INDEX "shipment_line_sku_id_idx" ON "shipment_line"("sku_id");

-- CreateIndex
CREATE INDEX "shipment_receipt_shipment_id_idx" ON "shipment_receipt"("shipment_id");

-- CreateIndex
CREATE INDEX "shipment_receipt_sku_id_idx" ON "shipment_receipt"("sku_id");

-- CreateIndex
CREATE INDEX "shipment_event_warehouse_id_number_id_idx" ON "shipment_event"("warehouse_id", "number", "id");

-- CreateIndex
CREATE INDEX "snooze_sku_id_idx" ON "snooze"("sku_id");

-- CreateIndex
CREATE INDEX "assignment_sku_id_idx" ON "assignment"("sku_id");

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "warehouse"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_receipt" ADD CONSTRAINT "shipment_receipt_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_receipt" ADD CONSTRAINT "shipment_receipt_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_event" ADD CONSTRAINT "shipment_event_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snooze" ADD CONSTRAINT "snooze_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_state_known" CHECK ("state" IN ('booked', 'left', 'arrived', 'received', 'lost', 'cancelled'));
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_counts" CHECK ("quantity" > 0 AND "received" >= 0 AND "short" >= 0 AND "received" + "short" <= "quantity");
ALTER TABLE "shipment_receipt" ADD CONSTRAINT "shipment_receipt_counts" CHECK ("units" > 0);
CREATE INDEX "shipment_event_unjudged" ON "shipment_event" ("id") WHERE "judged_at" IS NULL;
ALTER TABLE "snooze" ADD CONSTRAINT "snooze_kind_known" CHECK ("kind" IN ('snooze', 'not-before'));
-- One of each stands for a line; who comes second, in any process, replaces it knowingly.
CREATE UNIQUE INDEX "snooze_one_stands" ON "snooze" ("warehouse", "sku_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "assignment_one_stands" ON "assignment" ("warehouse", "sku_id") WHERE "ended_at" IS NULL;
