import { expect, it } from "vitest";
import { declaredKpis } from "../fakes/kpis.ts";
import { kpiReference } from "./kpi-reference.ts";

it("docs/kpis.md says what the declarations say (after a change: npx vitest run test/docs/kpis.test.ts -u)", async () => {
  await expect(kpiReference([...(await declaredKpis()).values()])).toMatchFileSnapshot("../../docs/kpis.md");
});
