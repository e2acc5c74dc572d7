import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { message } from "../../src/message/message.ts";
import type { Said } from "../../src/ports/retros.ts";
import { keptSaid } from "../../src/store/retro-said.ts";

const t = (s: string) => ({ zh: `${s}。`, en: s });
const said: Said = {
  asOf: day("2026-11-01"),
  currency: "USD",
  stores: ["amazon-us"],
  thread: { root: message({ title: t("Retro") }), replies: [{ key: "scorecard", message: message({ title: t("2 Scorecard") }) }] },
  figures: [
    { kpi: "gmv", value: "12.5" },
    { kpi: "cm3", value: null },
  ],
  events: [{ key: "gmv:2026-10-13", text: t("GMV was high"), label: t("GMV") }],
  effects: [{ action: 1, measured: null, because: t("no data"), from: "2026-10-01", to: "2026-10-28" }],
};

it("what was kept is read as it was said", () => {
  expect(keptSaid(JSON.parse(JSON.stringify(said)), "retro 1")).toEqual(said);
});

it.each([
  ["nothing", null, "retro 1 holds nothing"],
  ["no day", { ...said, asOf: "soon" }, "retro 1 has no day"],
  ["a store that is a number", { ...said, stores: [1] }, "retro 1, stores"],
  ["a figure of an older build", { ...said, figures: [{ kpi: "gmv", value: 12.5 }] }, "retro 1, figures"],
  ["an event without words", { ...said, events: [{ key: "x" }] }, "retro 1, events"],
  ["an effect of no action", { ...said, effects: [{ measured: 1 }] }, "retro 1, effects"],
  [
    "a reply that is no message",
    { ...said, thread: { ...said.thread, replies: [{ key: "chain", message: {} }] } },
    "retro 1, thread, chain",
  ],
])("%s is refused with its place", (_, kept, where) => {
  expect(() => keptSaid(kept, "retro 1")).toThrow(where);
});
