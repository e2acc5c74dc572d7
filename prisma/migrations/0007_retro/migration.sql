-- CreateTable
CREATE TABLE "retro" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "said" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),
    "frozen_by" TEXT,

    CONSTRAINT "retro_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retro_answer" (
    "retro_id" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "owner" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retro_answer_pkey" PRIMARY KEY ("retro_id","event")
);

-- CreateTable
CREATE TABLE "retro_decision" (
    "id" SERIAL NOT NULL,
    "retro_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retro_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retro_action" (
    "id" SERIAL NOT NULL,
    "retro_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "due" DATE NOT NULL,
    "metric" TEXT,
    "sku" TEXT,
    "before" DECIMAL(18,6),
    "expected" DECIMAL(18,6),
    "check_on" DATE,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "retro_action_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "retro_platform_channel_month_key" ON "retro"("platform", "channel", "month");

-- CreateIndex
CREATE UNIQUE INDEX "retro_decision_retro_id_form_key" ON "retro_decision"("retro_id", "form");

-- CreateIndex
CREATE UNIQUE INDEX "retro_action_retro_id_form_key" ON "retro_action"("retro_id", "form");

-- AddForeignKey
ALTER TABLE "retro_answer" ADD CONSTRAINT "retro_answer_retro_id_fkey" FOREIGN KEY ("retro_id") REFERENCES "retro"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retro_decision" ADD CONSTRAINT "retro_decision_retro_id_fkey" FOREIGN KEY ("retro_id") REFERENCES "retro"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retro_action" ADD CONSTRAINT "retro_action_retro_id_fkey" FOREIGN KEY ("retro_id") REFERENCES "retro"("id") ON DELETE CASCADE ON UPDATE CASCADE;
