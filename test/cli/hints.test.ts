import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SUBCOMMANDS = readdirSync(join(ROOT, "src/cli"))
  .filter((f) => f.endsWith(".ts"))
  .map((f) => f.slice(0, -3));
// Nothing installs a `purser` on the path of whoever cloned the repository: `npm run purser --` works in its folder, always.
const BARE = new RegExp(`(?<!run )(?<![\\w./@-])purser (?:${SUBCOMMANDS.join("|")})\\b`);
const COMMENT = /^\s*(?:\*|\/\*|\/\/)/;

it("what people are told to type works in a checkout", () => {
  const bare = ["src", "commands", "charts"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("store/client/"))
      .flatMap((file) =>
        readFileSync(join(ROOT, folder, file), "utf8")
          .split("\n")
          .flatMap((line, i) => (!COMMENT.test(line) && BARE.test(line) ? [`${folder}/${file}:${i + 1} ${line.trim()}`] : [])),
      ),
  );
  expect(bare).toEqual([]);
});
