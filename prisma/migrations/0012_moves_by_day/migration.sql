-- Of one plan a warehouse may give another some units at once and more when a shipment has come: one move for each day of leaving.
DROP INDEX "transfer_approved_once";
CREATE UNIQUE INDEX "transfer_approved_once" ON "transfer"("giver", "receiver", "sku_id", "plan_as_of", "leaves_on") WHERE "state" IN ('approved', 'left', 'closed');
