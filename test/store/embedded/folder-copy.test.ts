import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderCopy } from "../../../src/store/embedded/folder-copy.ts";

let home: string;
const path = (...p: string[]) => join(home, ...p);
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "purser-copy-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** As if it had lain there for a while. */
function old(file: string): void {
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(file, hourAgo, hourAgo);
}

function put(name: string, text: string): void {
  mkdirSync(dirname(path("from", name)), { recursive: true });
  writeFileSync(path("from", name), text);
}

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]),
  );

describe("a copy of a folder that is written to meanwhile", () => {
  it("has what was changed, added and removed since the first pass as it is in the end", async () => {
    for (const name of ["base/1", "base/2", "base/3", "conf"]) {
      put(name, `${name} before`);
      old(path("from", name));
    }
    const copy = new FolderCopy(path("from"), path("to"));
    await copy.begin();
    put("base/1", "base/1 after!");
    appendFileSync(path("from/base/2"), " and after");
    rmSync(path("from/base/3"));
    put("base/deep/4", "new");
    copy.finish(() => true);
    expect(contents(path("to"))).toEqual(contents(path("from")));
  });

  it("sees a change of the same length within the same tick of the disk's clock", async () => {
    put("page", "aaaa");
    const copy = new FolderCopy(path("from"), path("to"));
    await copy.begin();
    put("page", "bbbb");
    copy.finish(() => true);
    expect(contents(path("to"))).toEqual({ page: "bbbb" });
  });

  it("leaves what had not changed for a while as the first pass copied it", async () => {
    put("page", "aaaa");
    old(path("from/page"));
    const copy = new FolderCopy(path("from"), path("to"));
    await copy.begin();
    writeFileSync(path("to/page"), "the copy's");
    copy.finish(() => true);
    expect(contents(path("to"))).toEqual({ page: "the copy's" });
  });

  it("leaves out what is not wanted in the end, also what the first pass copied", async () => {
    for (const name of ["log/1", "log/2"]) put(name, name);
    const copy = new FolderCopy(path("from"), path("to"));
    await copy.begin();
    put("log/3", "log/3");
    copy.finish((file) => !file.endsWith("1"));
    expect(contents(path("to"))).toEqual({ "log/2": "log/2", "log/3": "log/3" });
  });

  it("begins anew over an earlier copy", async () => {
    put("page", "new");
    mkdirSync(path("to"));
    writeFileSync(path("to/left-over"), "old");
    const copy = new FolderCopy(path("from"), path("to"));
    await copy.begin();
    copy.finish(() => true);
    expect(contents(path("to"))).toEqual({ page: "new" });
  });

  it("is the folder in the end, whatever happened in between", async () => {
    const name = fc.constantFrom("a", "b", "c/d", "c/e", "c/f/g");
    const step = fc.oneof(
      fc.record({ do: fc.constant("put" as const), name, text: fc.string({ maxLength: 4 }) }),
      fc.record({ do: fc.constant("remove" as const), name }),
      fc.record({ do: fc.constant("age" as const), name }),
    );
    const play = (steps: readonly { do: string; name: string; text?: string }[]) => {
      for (const s of steps) {
        if (s.do === "put") put(s.name, s.text ?? "");
        else if (s.do === "remove") rmSync(path("from", s.name), { force: true });
        else if (existsSync(path("from", s.name))) old(path("from", s.name));
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step), fc.array(step.filter((s) => s.do !== "age")), async (before, between) => {
        rmSync(path("from"), { recursive: true, force: true });
        mkdirSync(path("from"));
        play(before);
        const copy = new FolderCopy(path("from"), path("to"));
        await copy.begin();
        play(between);
        copy.finish(() => true);
        expect(contents(path("to"))).toEqual(contents(path("from")));
      }),
      { numRuns: 60 },
    );
  });
});
