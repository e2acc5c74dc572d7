-- Written by prisma/author.ts from schema.prisma; by hand: COLLATE "C" on codes and keys (85123A and 85123a are two SKUs, and bytes
-- compare faster than words), and the part at the end.

-- CreateTable
CREATE TABLE "company" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" SERIAL NOT NULL,
    "slug" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "roles" TEXT[],

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_account" (
    "platform" TEXT NOT NULL,
    "account" TEXT COLLATE "C" NOT NULL,
    "member_id" INTEGER NOT NULL,

    CONSTRAINT "member_account_pkey" PRIMARY KEY ("platform","account")
);

-- CreateTable
CREATE TABLE "store" (
    "id" SERIAL NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouse" (
    "id" SERIAL NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "warehouse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_warehouse" (
    "store_id" INTEGER NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "priority" INTEGER NOT NULL,

    CONSTRAINT "store_warehouse_pkey" PRIMARY KEY ("store_id","warehouse_id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" SERIAL NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT,
    "production_days_p50" INTEGER,
    "production_days_p90" INTEGER,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "id" SERIAL NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "days_p50" INTEGER NOT NULL,
    "days_p90" INTEGER NOT NULL,
    "unit_freight" DECIMAL(18,6),
    "currency" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sku" (
    "id" SERIAL NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "title" TEXT,
    "category" TEXT,
    "role" TEXT,
    "supplier_id" INTEGER,
    "moq" INTEGER,
    "carton" INTEGER,
    "price" DECIMAL(18,6),
    "currency" TEXT,
    "launched_on" DATE,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "import_id" INTEGER,

    CONSTRAINT "sku_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "external" TEXT COLLATE "C" NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "asin" TEXT,
    "fnsku" TEXT,
    "import_id" INTEGER,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "file" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "store_id" INTEGER,
    "period_from" DATE,
    "period_to" DATE,
    "first_day" DATE,
    "last_day" DATE,
    "currency" TEXT,
    "encoding" TEXT,
    "by" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "read" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "swept" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "visible_at" TIMESTAMPTZ(3),
    "shown_nth" INTEGER,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_turn" (
    "scope" TEXT COLLATE "C" NOT NULL,
    "import_id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_turn_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "import_id" INTEGER NOT NULL,
    "nth" INTEGER NOT NULL,
    "fact" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("import_id","nth")
);

-- CreateTable
CREATE TABLE "rejected_row" (
    "import_id" INTEGER NOT NULL,
    "nth" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "column" TEXT,
    "value" TEXT,
    "code" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "rejected_row_pkey" PRIMARY KEY ("import_id","nth")
);

-- CreateTable
CREATE TABLE "import_change" (
    "id" BIGSERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "fact" TEXT NOT NULL,
    "key" JSONB NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "quantity" INTEGER NOT NULL,
    "flag" TEXT,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "nth" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount" DECIMAL(18,6),
    "discount" DECIMAL(18,6),
    "currency" TEXT NOT NULL,
    "status" TEXT,
    "fulfilment" TEXT,
    "country" TEXT,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_day" (
    "id" BIGSERIAL NOT NULL,
    "import_id" INTEGER NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER,
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,
    "amount" DECIMAL(18,6) NOT NULL,
    "discount" DECIMAL(18,6) NOT NULL,
    "unpriced" INTEGER NOT NULL,
    "undiscounted" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "placed" DECIMAL(18,6) NOT NULL,
    "placed_unpriced" INTEGER NOT NULL,

    CONSTRAINT "sales_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_sales" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "units" INTEGER NOT NULL,
    "orders" INTEGER,
    "sales" DECIMAL(18,6),
    "currency" TEXT NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "daily_sales_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "traffic" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER,
    "asin" TEXT,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "sessions" INTEGER,
    "page_views" INTEGER,
    "units" INTEGER,
    "order_items" INTEGER,
    "sales" DECIMAL(18,6),
    "units_refunded" INTEGER,
    "units_shipped" INTEGER,
    "buy_box" DECIMAL(9,6),
    "currency" TEXT,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "traffic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ad_spend" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER,
    "campaign" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "impressions" INTEGER,
    "clicks" INTEGER,
    "spend" DECIMAL(18,6) NOT NULL,
    "sales" DECIMAL(18,6),
    "units" INTEGER,
    "orders" INTEGER,
    "attribution_days" INTEGER,
    "currency" TEXT NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "ad_spend_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_snapshot" (
    "id" BIGSERIAL NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "stock_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound" (
    "id" BIGSERIAL NOT NULL,
    "shipment" TEXT COLLATE "C" NOT NULL,
    "warehouse_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL,
    "mode" TEXT,
    "state" TEXT NOT NULL,
    "booked_on" DATE,
    "left_on" DATE,
    "eta" DATE,
    "arrived_on" DATE,
    "received_on" DATE,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "inbound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "return" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "nth" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT,
    "bucket" TEXT NOT NULL,
    "disposition" TEXT,
    "status" TEXT,
    "comment" TEXT,
    "refund" DECIMAL(18,6),
    "currency" TEXT,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "return_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "external_id" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "stars" INTEGER NOT NULL,
    "title" TEXT,
    "body" TEXT,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_layer" (
    "id" BIGSERIAL NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "amount" DECIMAL(18,6) NOT NULL,
    "currency" TEXT NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "cost_layer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "financial_event" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sku_id" INTEGER,
    "reference" TEXT COLLATE "C" NOT NULL,
    "nth" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "order_id" TEXT COLLATE "C",
    "day" DATE NOT NULL,
    "amount" DECIMAL(18,6) NOT NULL,
    "currency" TEXT NOT NULL,
    "settled" BOOLEAN NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "financial_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fx_rate" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "rate" DECIMAL(24,12) NOT NULL,
    "source" TEXT NOT NULL,
    "import_id" INTEGER,
    "row" INTEGER,
    "replaced_by" INTEGER,

    CONSTRAINT "fx_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_row" (
    "id" BIGSERIAL NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "title" TEXT,
    "category" TEXT,
    "role" TEXT,
    "supplier" TEXT,
    "moq" INTEGER,
    "carton" INTEGER,
    "price" DECIMAL(18,6),
    "currency" TEXT,
    "launched_on" DATE,
    "active" BOOLEAN NOT NULL,
    "import_id" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "replaced_by" INTEGER,

    CONSTRAINT "product_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_override" (
    "id" SERIAL NOT NULL,
    "policy" TEXT NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "scope_key" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "value" JSONB NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "id" SERIAL NOT NULL,
    "as_of" DATE NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_line" (
    "plan_id" INTEGER NOT NULL,
    "warehouse" TEXT NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "money_at_risk" DECIMAL(18,6),
    "stock_out_date" DATE,
    "line" JSONB NOT NULL,

    CONSTRAINT "plan_line_pkey" PRIMARY KEY ("plan_id","warehouse","sku_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "recovered_on" DATE,
    "facts" JSONB NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_announcement" (
    "alert_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "post_key" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "alert_announcement_pkey" PRIMARY KEY ("alert_id","channel","what")
);

-- CreateTable
CREATE TABLE "binding" (
    "id" SERIAL NOT NULL,
    "purpose" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "stores" TEXT[],
    "lang" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "currency" TEXT,
    "clearance" TEXT NOT NULL,
    "quiet_from" INTEGER,
    "quiet_to" INTEGER,

    CONSTRAINT "binding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "platform" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "reply_to" TEXT COLLATE "C",
    "job" TEXT,
    "message" JSONB NOT NULL,
    "lang" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "claimed_by" TEXT,
    "claimed_until" TIMESTAMPTZ(3),
    "sent_channel" TEXT,
    "message_id" TEXT,
    "thread_id" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "platform" TEXT NOT NULL,
    "event_id" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("platform","event_id")
);

-- CreateTable
CREATE TABLE "action_token" (
    "token" TEXT COLLATE "C" NOT NULL,
    "action" TEXT NOT NULL,
    "args" JSONB NOT NULL,
    "version" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "action_token_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "job_run" (
    "job" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "note" TEXT,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("job","channel","slot")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_channel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "workspace_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_entry" (
    "id" SERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "thread_id" INTEGER,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "key" TEXT COLLATE "C",

    CONSTRAINT "workspace_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_person" (
    "account" TEXT COLLATE "C" NOT NULL,
    "lang" TEXT NOT NULL,

    CONSTRAINT "workspace_person_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_slug_key" ON "member"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "store_code_key" ON "store"("code");

-- CreateIndex
CREATE UNIQUE INDEX "warehouse_code_key" ON "warehouse"("code");

-- CreateIndex
CREATE UNIQUE INDEX "supplier_code_key" ON "supplier"("code");

-- CreateIndex
CREATE UNIQUE INDEX "lane_code_key" ON "lane"("code");

-- CreateIndex
CREATE UNIQUE INDEX "sku_code_key" ON "sku"("code");

-- CreateIndex
CREATE INDEX "listing_sku_id_idx" ON "listing"("sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "listing_store_id_external_key" ON "listing"("store_id", "external");

-- CreateIndex
CREATE INDEX "import_state_idx" ON "import"("state");

-- CreateIndex
CREATE INDEX "import_change_import_id_id_idx" ON "import_change"("import_id", "id");

-- CreateIndex
CREATE INDEX "order_line_store_id_day_idx" ON "order_line"("store_id", "day");

-- CreateIndex
CREATE INDEX "order_line_store_id_order_id_idx" ON "order_line"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "order_line_import_id_id_idx" ON "order_line"("import_id", "id");

-- CreateIndex
CREATE INDEX "sales_day_store_id_day_idx" ON "sales_day"("store_id", "day");

-- CreateIndex
CREATE INDEX "sales_day_sku_id_store_id_day_idx" ON "sales_day"("sku_id", "store_id", "day");

-- CreateIndex
CREATE INDEX "sales_day_import_id_id_idx" ON "sales_day"("import_id", "id");

-- CreateIndex
CREATE INDEX "daily_sales_store_id_from_day_sku_id_idx" ON "daily_sales"("store_id", "from_day", "sku_id");

-- CreateIndex
CREATE INDEX "daily_sales_import_id_id_idx" ON "daily_sales"("import_id", "id");

-- CreateIndex
CREATE INDEX "traffic_store_id_from_day_sku_id_idx" ON "traffic"("store_id", "from_day", "sku_id");

-- CreateIndex
CREATE INDEX "traffic_import_id_id_idx" ON "traffic"("import_id", "id");

-- CreateIndex
CREATE INDEX "ad_spend_store_id_from_day_sku_id_idx" ON "ad_spend"("store_id", "from_day", "sku_id");

-- CreateIndex
CREATE INDEX "ad_spend_import_id_id_idx" ON "ad_spend"("import_id", "id");

-- CreateIndex
CREATE INDEX "stock_snapshot_warehouse_id_day_idx" ON "stock_snapshot"("warehouse_id", "day");

-- CreateIndex
CREATE INDEX "stock_snapshot_sku_id_warehouse_id_day_idx" ON "stock_snapshot"("sku_id", "warehouse_id", "day");

-- CreateIndex
CREATE INDEX "stock_snapshot_import_id_id_idx" ON "stock_snapshot"("import_id", "id");

-- CreateIndex
CREATE INDEX "inbound_warehouse_id_sku_id_idx" ON "inbound"("warehouse_id", "sku_id");

-- CreateIndex
CREATE INDEX "inbound_shipment_idx" ON "inbound"("shipment");

-- CreateIndex
CREATE INDEX "inbound_import_id_id_idx" ON "inbound"("import_id", "id");

-- CreateIndex
CREATE INDEX "return_store_id_day_idx" ON "return"("store_id", "day");

-- CreateIndex
CREATE INDEX "return_store_id_order_id_idx" ON "return"("store_id", "order_id");

-- CreateIndex
CREATE INDEX "return_import_id_id_idx" ON "return"("import_id", "id");

-- CreateIndex
CREATE INDEX "review_store_id_day_idx" ON "review"("store_id", "day");

-- CreateIndex
CREATE INDEX "review_store_id_external_id_idx" ON "review"("store_id", "external_id");

-- CreateIndex
CREATE INDEX "review_import_id_id_idx" ON "review"("import_id", "id");

-- CreateIndex
CREATE INDEX "cost_layer_sku_id_kind_from_day_idx" ON "cost_layer"("sku_id", "kind", "from_day");

-- CreateIndex
CREATE INDEX "cost_layer_import_id_id_idx" ON "cost_layer"("import_id", "id");

-- CreateIndex
CREATE INDEX "financial_event_store_id_day_idx" ON "financial_event"("store_id", "day");

-- CreateIndex
CREATE INDEX "financial_event_store_id_reference_idx" ON "financial_event"("store_id", "reference");

-- CreateIndex
CREATE INDEX "financial_event_import_id_id_idx" ON "financial_event"("import_id", "id");

-- CreateIndex
CREATE INDEX "fx_rate_base_quote_day_idx" ON "fx_rate"("base", "quote", "day");

-- CreateIndex
CREATE INDEX "product_row_sku_id_idx" ON "product_row"("sku_id");

-- CreateIndex
CREATE INDEX "product_row_import_id_id_idx" ON "product_row"("import_id", "id");

-- CreateIndex
CREATE INDEX "policy_override_policy_idx" ON "policy_override"("policy");

-- CreateIndex
CREATE INDEX "plan_current_idx" ON "plan"("current");

-- CreateIndex
CREATE INDEX "plan_line_sku_id_idx" ON "plan_line"("sku_id");

-- CreateIndex
CREATE INDEX "alert_kind_state_idx" ON "alert"("kind", "state");

-- CreateIndex
CREATE UNIQUE INDEX "binding_purpose_platform_channel_key" ON "binding"("purpose", "platform", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE INDEX "outbox_state_not_before_idx" ON "outbox"("state", "not_before");

-- CreateIndex
CREATE INDEX "outbox_platform_channel_idx" ON "outbox"("platform", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_entry_key_key" ON "workspace_entry"("key");

-- CreateIndex
CREATE INDEX "workspace_entry_channel_thread_id_id_idx" ON "workspace_entry"("channel", "thread_id", "id");

-- CreateIndex
CREATE INDEX "inbox_at_idx" ON "inbox"("at");

-- CreateIndex
CREATE INDEX "action_token_issued_at_idx" ON "action_token"("issued_at");

-- CreateIndex
CREATE INDEX "job_run_started_at_idx" ON "job_run"("started_at");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- AddForeignKey
ALTER TABLE "member_account" ADD CONSTRAINT "member_account_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_warehouse" ADD CONSTRAINT "store_warehouse_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_warehouse" ADD CONSTRAINT "store_warehouse_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lane" ADD CONSTRAINT "lane_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku" ADD CONSTRAINT "sku_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_row" ADD CONSTRAINT "rejected_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_change" ADD CONSTRAINT "import_change_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_line" ADD CONSTRAINT "plan_line_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_announcement" ADD CONSTRAINT "alert_announcement_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma's schema language does not say.

-- One installation serves one company.
ALTER TABLE "company" ADD CONSTRAINT "company_is_one" CHECK ("id" = 1);

ALTER TABLE "import" ADD CONSTRAINT "import_state_known" CHECK ("state" IN ('staging', 'visible', 'failed', 'undone'));
ALTER TABLE "import" ADD CONSTRAINT "import_visible_has_instant" CHECK ("state" <> 'visible' OR "visible_at" IS NOT NULL);

-- Rows that an import replaces are few, and are found by it while they wait to be deleted.
CREATE INDEX "order_line_replaced_by" ON "order_line" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "daily_sales_replaced_by" ON "daily_sales" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "traffic_replaced_by" ON "traffic" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "ad_spend_replaced_by" ON "ad_spend" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "stock_snapshot_replaced_by" ON "stock_snapshot" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "inbound_replaced_by" ON "inbound" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "return_replaced_by" ON "return" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "review_replaced_by" ON "review" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "cost_layer_replaced_by" ON "cost_layer" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "financial_event_replaced_by" ON "financial_event" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "fx_rate_replaced_by" ON "fx_rate" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
CREATE INDEX "product_row_replaced_by" ON "product_row" ("replaced_by") WHERE "replaced_by" IS NOT NULL;
-- The embedded store has no autovacuum, so an import tells the planner itself; from a sample of 3,000 rows that takes 10 ms, not 100.
DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT attrelid::regclass AS t, attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = ANY (ARRAY['order_line',
    'sales_day', 'daily_sales', 'traffic', 'ad_spend', 'stock_snapshot', 'inbound', 'return', 'review', 'cost_layer', 'financial_event', 'fx_rate',
    'product_row']::regclass[])
  LOOP EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 10', c.t, c.attname); END LOOP;
END $$;
-- Days on which an import took units back: whether a SKU sold at all is settled by one day, but for these.
CREATE INDEX "sales_day_less" ON "sales_day" ("sku_id", "day") WHERE "units" < 0;
-- Read before every figure: the imports whose rows do not count.
CREATE INDEX "import_pending" ON "import" ("id") WHERE "state" <> 'visible' AND NOT "swept";

-- A subject has at most one open alert of a kind, whoever opens it.
ALTER TABLE "alert" ADD CONSTRAINT "alert_state_known" CHECK ("state" IN ('open', 'recovered'));
CREATE UNIQUE INDEX "alert_one_open" ON "alert" ("kind", "subject") WHERE "state" = 'open';
ALTER TABLE "alert_announcement" ADD CONSTRAINT "alert_announcement_what_known" CHECK ("what" IN ('opened', 'recovered'));

-- People see one plan.
CREATE UNIQUE INDEX "plan_one_current" ON "plan" ("current") WHERE "current";

ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state_known" CHECK ("state" IN ('pending', 'claimed', 'sent', 'failed', 'unknown'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_claim_has_holder" CHECK ("state" <> 'claimed' OR ("claimed_by" IS NOT NULL AND "claimed_until" IS NOT NULL));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_sent_has_place" CHECK ("state" <> 'sent' OR ("message_id" IS NOT NULL AND "sent_at" IS NOT NULL));
-- Sent posts are nearly all of the table; looking for work must not read them.
CREATE INDEX "outbox_open" ON "outbox" ("platform", "channel", "id") WHERE "state" IN ('pending', 'claimed', 'unknown');
CREATE INDEX "outbox_reply_to" ON "outbox" ("reply_to") WHERE "reply_to" IS NOT NULL;

ALTER TABLE "job_run" ADD CONSTRAINT "job_run_outcome_known" CHECK ("outcome" IN ('posted', 'nothing', 'failed'));
