import { blank } from "../tables/said.ts";
import { FREIGHT_MODES, type FreightMode, SHIPMENT_STATES, type ShipmentState } from "../../domain/facts/facts.ts";
import type { Row } from "../tables/row.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, keyOf, optional, QUANTITY, required, SKU } from "./column.ts";

/** As Chinese forwarders' lists say it. */
const STATES: ReadonlyMap<string, ShipmentState> = new Map([
  ["已订舱", "booked"],
  ["待发出", "booked"],
  ["已发出", "left"],
  ["已发货", "left"],
  ["已开船", "left"],
  ["运输中", "left"],
  ["在途", "left"],
  ["已到港", "landed"],
  ["待清关", "landed"],
  ["清关中", "landed"],
  ["已清关", "cleared"],
  ["已放行", "cleared"],
  ["派送中", "cleared"],
  ["送仓中", "cleared"],
  ["已到仓", "arrived"],
  ["已签收", "arrived"],
  ["待收货", "arrived"],
  ["已收货", "received"],
  ["已上架", "received"],
  ["已取消", "cancelled"],
]);
const MODES: ReadonlyMap<string, FreightMode> = new Map([
  ["海运", "sea"],
  ["铁路", "rail"],
  ["空运", "air"],
  ["快递", "express"],
]);

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
    optional("landed_on", "到港日期", "实际到港日"),
    optional("cleared_on", "清关日期", "清关完成日", "放行日期"),
    optional("eta", "预计到仓日"),
    optional("arrived_on", "到仓日期", "送仓日期", "签收日期"),
    optional("received_on", "上架日期"),
  ],
  key: (f) => keyOf(f.shipment, f.warehouse, f.sku),
  start: ({ note }) => {
    let told = false;
    /** More may come out of the boxes than was written on them; nothing of it is still on its way. */
    const tooMany = (row: Row, quantity: number, received: number): void => {
      if (told || received <= quantity) return;
      told = true;
      note?.({
        zh: `有的货件已收数量多于发货数量（如 ${row.raw("shipment")} · ${row.raw("sku")}：发 ${quantity} 收 ${received}），按已全部到货处理；若是写错，请改好后重新上传。`,
        en: `Some shipments received more than was sent (${row.raw("shipment")} · ${row.raw("sku")}: ${received} of ${quantity}): nothing of them counts as on its way. If that is a mistake, correct it and send the file again.`,
      });
    };
    return (row) => {
      const [quantity, received] = [row.count("quantity"), row.optionalCount("received") ?? 0];
      tooMany(row, quantity, received);
      const state = STATES.get(row.raw("state")) ?? row.oneOf("state", SHIPMENT_STATES) ?? row.reject("missing", "state", blank("state"));
      return {
        fact: {
          shipment: row.code("shipment"),
          warehouse: row.code("warehouse"),
          sku: row.code("sku"),
          quantity,
          received,
          mode: MODES.get(row.raw("mode")) ?? row.oneOf("mode", FREIGHT_MODES),
          state,
          bookedOn: row.optionalDay("booked_on"),
          leftOn: row.optionalDay("left_on", { future: true }),
          landedOn: row.optionalDay("landed_on"),
          clearedOn: row.optionalDay("cleared_on"),
          eta: row.optionalDay("eta", { future: true }),
          arrivedOn: row.optionalDay("arrived_on"),
          receivedOn: row.optionalDay("received_on"),
        },
      };
    };
  },
});
