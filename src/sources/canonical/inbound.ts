import { FREIGHT_MODES, SHIPMENT_STATES } from "../../domain/facts/facts.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, keyOf, optional, QUANTITY, required, SKU } from "./column.ts";

export const inbound = tableSource({
  ...CANONICAL,
  id: "inbound",
  fact: "inbound",
  title: { zh: "在途货件（标准 CSV）", en: "Inbound shipments (canonical CSV)" },
  origin: { zh: "货代或采购的在途表：头程、预计到仓日。", en: "What is on its way: your forwarder's or buyer's list." },
  asks: {},
  columns: [
    required("shipment", "货件号", "货件编号"),
    required("warehouse", "仓库"),
    SKU,
    QUANTITY,
    optional("received", "已收数量"),
    optional("mode", "运输方式"),
    required("state", "状态"),
    optional("booked_on", "订舱日期"),
    optional("left_on", "发货日期"),
    optional("eta", "预计到仓日"),
    optional("arrived_on", "到港日期"),
    optional("received_on", "上架日期"),
  ],
  key: (f) => keyOf(f.shipment, f.warehouse, f.sku),
  start: () => (row) => {
    const state = row.oneOf("state", SHIPMENT_STATES) ?? row.reject("missing", "state", "state is blank; it is required");
    return {
      fact: {
        shipment: row.code("shipment"),
        warehouse: row.code("warehouse"),
        sku: row.code("sku"),
        quantity: row.count("quantity"),
        received: row.optionalCount("received") ?? 0,
        mode: row.oneOf("mode", FREIGHT_MODES),
        state,
        bookedOn: row.optionalDay("booked_on"),
        leftOn: row.optionalDay("left_on", { future: true }),
        eta: row.optionalDay("eta", { future: true }),
        arrivedOn: row.optionalDay("arrived_on"),
        receivedOn: row.optionalDay("received_on"),
      },
    };
  },
});
