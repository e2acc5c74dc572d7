import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { SCENES, takePictures } from "./pictures.ts";
import { describeInBrowser } from "./visit.ts";

const MOST_BYTES = 200_000;
const WIDTHS = new Map([["phone", 585]]);

describeInBrowser("the READMEs' pictures", (visit) => {
  it("are taken in both languages, each under 200 kB", { timeout: 120_000 }, async () => {
    const { theatre } = visit();
    const folder = await mkdtemp(join(tmpdir(), "purser-pictures-test-"));
    try {
      const paths = await takePictures(theatre.address, folder);
      expect(paths.map((path) => basename(path))).toEqual(SCENES.flatMap(({ name }) => [`${name}.png`, `${name}.zh-CN.png`]));
      for (const path of paths) {
        const bytes = await readFile(path);
        const name = basename(path).split(".")[0] ?? "";
        expect([name, bytes.readUInt32BE(16)]).toEqual([name, WIDTHS.get(name) ?? 1280]);
        expect(bytes.length).toBeLessThan(MOST_BYTES);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
