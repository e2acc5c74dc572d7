import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import { allSources, DE, inPieces, NOTHING, readAs, US } from "../sources/kit.ts";
import { columnReference, SAMPLES, samples } from "./column-reference.ts";
import { ROOT } from "./docs.ts";
import { docPath, LANGUAGES } from "./reference.ts";

const sources = await allSources();
const reports = sources.filter((s) => s.id !== s.fact);
const UK = { ...DE, code: "uk", currency: "GBP", country: "GB" };
const WEEK = { from: day("2026-11-01"), to: day("2026-11-07") };

it.each(LANGUAGES)("the columns (%s) are those of the formats (after a change: npx vitest run test/docs -u)", async (lang) => {
  await expect(await columnReference(lang)).toMatchFileSnapshot(`../../${docPath("columns", lang)}`);
});

it("every report has an invented sample, and every sample a report", async () => {
  expect([...(await samples()).keys()].toSorted()).toEqual(reports.map((s) => s.id).toSorted());
});

it.each(reports.map((s) => s.id))("the sample of %s is recognised as nothing else, and read without a rejection", async (id) => {
  const name = (await samples()).get(id) ?? "";
  const bytes = await readFile(join(ROOT, SAMPLES, name));
  const { sniffs } = await inspector()(name, inPieces(bytes));
  expect(sources.filter((s) => sniffs.some((sniff) => s.recognise(sniff))).map((s) => s.id)).toEqual([id]);

  const source = reports.find((s) => s.id === id);
  if (!source) throw new Error(id);
  const given = {
    store: id === "online-retail" ? UK : US,
    warehouse: "fba-us",
    day: NOTHING.today,
    period: WEEK,
    warehouses: [{ code: "us-west", name: "us-west" }],
  };
  const { facts, rejects } = await readAs(source, bytes, { ...NOTHING, ...given }, { name });
  expect(rejects).toEqual([]);
  expect(facts.length).toBeGreaterThan(1);
});
