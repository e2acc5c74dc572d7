import { describe, expect, it } from "vitest";
import { encoded } from "../sources/tables/encoded.ts";
import { desk, done, refused } from "./intake-kit.ts";

describe("a file that is not in UTF-8", () => {
  const products = "sku,标题\nMUG-1,不锈钢保温杯\nMUG-2,儿童吸管杯\n";

  it("keeps its Chinese titles, and says how it was read and what to do if that is wrong", async () => {
    const { take, imports } = desk();
    const read = done(await take("products.csv", encoded(products, "gb18030")));
    expect(read).toMatchObject({ format: "products", accepted: 2, encoding: "gb18030" });
    expect(imports.all[0]?.facts[0]).toMatchObject({ fact: { sku: "MUG-1", title: "不锈钢保温杯" } });
    expect(read.notes.map((n) => n.en).join()).toContain("read as gb18030. If letters look wrong");
    expect(done(await take("products.csv", products))).toMatchObject({ format: "products", unchanged: 2, encoding: "utf-8" });
  });

  it("and is of no known format is told that its letters may be the reason", async () => {
    const { take } = desk();
    const said = refused(await take("x.csv", encoded("编号,颜色\n1,红色\n", "gb18030")));
    expect(said.error.code).toBe("unknown-format");
    expect(said.error.message.en).toContain("read as gb18030; if that is wrong");
  });

  it("is read as somebody says", async () => {
    const { take } = desk();
    const read = done(await take("products.csv", encoded("sku,title\nA,Größe\n", "windows-1252"), { encoding: "latin1" }));
    expect(read).toMatchObject({ accepted: 1, encoding: "windows-1252" });
    expect(refused(await take("products.csv", products, { encoding: "klingon" })).error.code).toBe("unknown-encoding");
  });
});
