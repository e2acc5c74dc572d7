import { expect, it } from "vitest";
import { declaredKpis } from "../fakes/kpis.ts";
import { kpiReference } from "./kpi-reference.ts";
import { docPath, LANGUAGES } from "./reference.ts";

it.each(LANGUAGES)("the KPI reference (%s) says what the declarations say (after a change: npx vitest run test/docs -u)", async (lang) => {
  const kpis = [...(await declaredKpis()).values()];
  await expect(kpiReference(kpis, lang)).toMatchFileSnapshot(`../../${docPath("kpis", lang)}`);
});
