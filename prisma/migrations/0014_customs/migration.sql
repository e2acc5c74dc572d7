-- AlterTable
ALTER TABLE "inbound" ADD COLUMN     "cleared_on" DATE,
ADD COLUMN     "landed_on" DATE;

-- AlterTable
ALTER TABLE "shipment_line" ADD COLUMN     "cleared_on" DATE,
ADD COLUMN     "landed_on" DATE;

-- A shipment is at the port, then cleared by customs, then at the warehouse.
ALTER TABLE "shipment_line" DROP CONSTRAINT "shipment_line_state_known";
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_state_known" CHECK ("state" IN ('booked', 'left', 'landed', 'cleared', 'arrived', 'received', 'lost', 'cancelled'));
