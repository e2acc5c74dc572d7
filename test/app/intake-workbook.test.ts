import { describe, expect, it } from "vitest";
import { asWorkbook, zip } from "../sources/workbook-kit.ts";
import { desk, done, ORDERS, refused } from "./intake-kit.ts";

describe("a file", () => {
  it("is read when it is a workbook, by what it is and not by its name, and says what the text said", async () => {
    const { take } = desk();
    const rows = ORDERS.trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(done(await take("orders.txt", ORDERS))).toMatchObject({ read: 5, accepted: 5 });
    expect(done(await take("orders.csv", asWorkbook(rows)))).toMatchObject({
      format: "amazon-all-orders",
      read: 5,
      accepted: 0,
      unchanged: 5,
    });
  });
  it("is refused when it is a workbook that was cut off", async () => {
    const { error } = refused(await desk().take("orders.csv", asWorkbook([["a", "b"]]).subarray(0, 700)));
    expect(error).toMatchObject({ code: "broken-workbook", hint: { en: expect.stringContaining("Download it again") as string } });
  });
  it("is refused when it is an archive, with what to do", async () => {
    const { error } = refused(await desk().take("ItemReport.csv", zip([{ name: "ItemReport.csv", bytes: ORDERS }])));
    expect(error).toMatchObject({
      code: "not-a-table",
      message: { en: expect.stringContaining("a ZIP archive") as string },
      hint: { en: expect.stringContaining("Unpack it") as string },
    });
  });
});
