import { expect, it } from "vitest";
import { message } from "../../src/message/message.ts";
import { basisBelow } from "../../src/views/retro-basis-below.ts";

const t = (s: string) => ({ zh: `${s}。`, en: s });
const title = t("Retro");
const root = message({
  title,
  basis: { asOf: "2026-11-01", stores: ["us", "de"], sources: [t("orders")], notes: [t("one day is missing")] },
});

it("a reply keeps what is its own and points to the first message for the rest", () => {
  const reply = message({
    title,
    basis: {
      asOf: "2026-11-01",
      stores: ["us", "de"],
      sources: [t("orders"), t("returns")],
      notes: [t("one day is missing"), t("fees are estimates")],
    },
  });
  expect(basisBelow(root, reply).basis).toEqual({
    asOf: "2026-11-01",
    sources: [t("returns")],
    notes: [t("fees are estimates"), { zh: "其余口径同主贴", en: "for the rest see the first message" }],
  });
});

it("nothing in common is left as it is, other stores too", () => {
  const reply = message({ title, basis: { stores: ["us"], notes: [t("fees are estimates")] } });
  expect(basisBelow(root, reply)).toEqual(reply);
});

it("who said nothing of figures says nothing", () => {
  expect(basisBelow(root, message({ title }))).toEqual(message({ title }));
});
