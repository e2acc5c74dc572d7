import { describe, expect, it } from "vitest";
import { words } from "../../../src/platforms/local/page/words.ts";

/** What is kept in one piece. */
const whole = (text: string): unknown[] =>
  [words(text)]
    .flat(2)
    .flatMap((part) =>
      typeof part === "object" && part !== null && "props" in part ? [(part.props as { readonly children: unknown }).children] : [],
    );

describe("words of a message", () => {
  it("keep dates and codes in one piece, in either language", () => {
    expect(whole("VNT-DASH-BK 从 US-FBA 调，2026-12-01 断货")).toEqual(["VNT-DASH-BK", "US-FBA", "2026-12-01"]);
    expect(whole("RACK-2T-WH: order 60 now")).toEqual(["RACK-2T-WH"]);
  });

  it("may break where they are words, or a code is longer than a narrow screen", () => {
    expect(whole("in-stock goods of 3-5 days; sea-us")).toEqual(["3-5"]);
    expect(whole("SEA-US-FBA-261012-RACK-2T-WH-SECOND")).toEqual([]);
  });
});
