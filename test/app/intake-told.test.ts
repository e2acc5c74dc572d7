import { describe, expect, it } from "vitest";
import { takeFile } from "../../src/app/intake.ts";
import { intakeJson } from "../../src/app/intake/json.ts";
import { plain } from "../../src/message/plain.ts";
import { intakeMessage } from "../../src/views/intake.ts";
import { AMAZON_DE, AMAZON_US, desk, ORDERS } from "./intake-kit.ts";

describe("the figures of `import --json`", () => {
  it("have the shape that scripts rely on", async () => {
    const { take } = desk([AMAZON_US, AMAZON_DE]);
    const json = intakeJson(await take("o.txt", ORDERS, { store: "amazon-us" }));
    expect(Object.keys(json)).toEqual([
      "file",
      "format",
      "store",
      "period",
      "import",
      "read",
      "accepted",
      "unchanged",
      "rejected",
      "rejections",
    ]);
    expect(intakeJson(await take("o.txt", ORDERS))).toMatchObject({
      file: "o.txt",
      error: { code: "needs-answer", message: expect.stringContaining("--store") as string },
    });
    expect(intakeJson(await take("o.txt", "nonsense"))).toMatchObject({ file: "o.txt", format: null, error: { code: "unknown-format" } });
  });
});

describe("what is said of a file that was here before", () => {
  it("accounts for each of its rows: those that did not change too", async () => {
    const { take } = desk();
    await take("o.txt", ORDERS);
    const again = plain(intakeMessage(await take("o.txt", ORDERS.replace("\t114.99", "\tten").replace("\t14.99", "\tten")), null), "en");
    expect(again).toContain("5 rows read, 0 taken, 4 unchanged, 1 rejected.");
  });
});

describe("progress", () => {
  it("is told in bytes of the whole while the file is read", async () => {
    const { deps } = desk();
    const heard: { done: number; of?: number }[] = [];
    const bytes = Buffer.from(ORDERS);
    await takeFile(
      {
        name: "o",
        open: async function* () {
          yield bytes;
        },
        given: {},
        by: null,
        onProgress: (p) => heard.push(p),
      },
      deps,
    );
    expect(heard.at(-1)).toMatchObject({ done: bytes.length, of: bytes.length });
  });
});
