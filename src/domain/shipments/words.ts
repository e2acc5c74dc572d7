import type { Text } from "../value.ts";
import type { ShipmentEvent, TrackedState } from "./types.ts";

export const SHIPMENT_STATE: Readonly<Record<TrackedState, Text>> = {
  booked: { zh: "已订舱", en: "booked" },
  left: { zh: "运输中", en: "under way" },
  landed: { zh: "已到港，待清关", en: "at the port, customs ahead" },
  cleared: { zh: "已清关，送仓中", en: "cleared, on its way to the warehouse" },
  arrived: { zh: "已到仓，待收货", en: "arrived, to be received" },
  received: { zh: "已收货", en: "received" },
  lost: { zh: "已丢失", en: "lost" },
  cancelled: { zh: "已取消", en: "cancelled" },
};

export const EVENT_NAME: Readonly<Record<ShipmentEvent["what"], Text>> = {
  seen: { zh: "首次出现在导入文件中", en: "first seen in a file" },
  booked: { zh: "订舱", en: "booked" },
  eta: { zh: "预计到货变更", en: "ETA changed" },
  left: { zh: "发出", en: "left" },
  landed: { zh: "到港", en: "came to the port" },
  cleared: { zh: "清关放行", en: "cleared by customs" },
  arrived: { zh: "到仓", en: "arrived" },
  received: { zh: "收货", en: "received" },
  short: { zh: "少货，不再等", en: "the rest will not come" },
  lost: { zh: "丢失", en: "lost" },
  cancelled: { zh: "取消", en: "cancelled" },
  corrected: { zh: "更正", en: "corrected" },
};
