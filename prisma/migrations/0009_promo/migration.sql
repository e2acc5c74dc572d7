-- CreateTable
CREATE TABLE "promo" (
    "id" SERIAL NOT NULL,
    "form" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "stores" TEXT[],
    "programme" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "sign_up_by" DATE,
    "inbound_by" DATE NOT NULL,
    "inbound_source" TEXT NOT NULL,
    "past_from" DATE,
    "past_to" DATE,
    "skus" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'open',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promo_entry" (
    "id" SERIAL NOT NULL,
    "promo_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promo_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "promo_form_key" ON "promo"("form");

-- CreateIndex
CREATE INDEX "promo_state_from_day_idx" ON "promo"("state", "from_day");

-- CreateIndex
CREATE UNIQUE INDEX "promo_entry_promo_id_form_key" ON "promo_entry"("promo_id", "form");

-- AddForeignKey
ALTER TABLE "promo_entry" ADD CONSTRAINT "promo_entry_promo_id_fkey" FOREIGN KEY ("promo_id") REFERENCES "promo"("id") ON DELETE CASCADE ON UPDATE CASCADE;
