import { expect, it } from "vitest";
import { POLICIES } from "../../src/domain/policy/all.ts";
import { declaredKpis } from "../fakes/kpis.ts";
import { docOf, spans } from "./docs.ts";
import { policyReference } from "./policy-reference.ts";
import { docPath, LANGUAGES } from "./reference.ts";
import { unusedSources } from "./sources-zh.ts";

it.each(LANGUAGES)(
  "the policy reference (%s) says what the declarations say (after a change: npx vitest run test/docs -u)",
  async (lang) => {
    await expect(await policyReference(lang)).toMatchFileSnapshot(`../../${docPath("policies", lang)}`);
  },
);

it.each(LANGUAGES)("the policy reference (%s) has every policy once", async (lang) => {
  const doc = docOf(docPath("policies", lang), await policyReference(lang));
  expect(doc.rows.flatMap((r) => spans(r.cells[0] ?? "")).toSorted()).toEqual(POLICIES.map((p) => p.id).toSorted());
});

it("no source is translated that nobody gives any more", async () => {
  const declared = new Set([...POLICIES, ...(await declaredKpis()).values()].map((d) => d.source));
  expect(unusedSources(declared)).toEqual([]);
});
