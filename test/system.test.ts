import { expect, it } from "vitest";
import { jsonLog } from "../src/system.ts";

const logged = (error: unknown): { readonly error: string; readonly event: string } => {
  let line = "";
  jsonLog("info", (l) => (line = l)).error("it-broke", error);
  return JSON.parse(line) as { error: string; event: string };
};

it("an error is logged with everything that caused it", () => {
  const disk = new Error("the disk is on fire");
  const { error } = logged(new AggregateError([disk, new Error("the store is away")], "import 7 failed", { cause: disk }));
  expect(error).toContain("import 7 failed");
  expect(error).toContain("the store is away");
  expect(error.match(/the disk is on fire/g)).toHaveLength(1);
});

it("an error that causes itself is told all the same", () => {
  const snake = new Error("ouroboros");
  snake.cause = snake;
  expect(logged(snake).error).toContain("ouroboros");
});

it("a password or a token in an error never reaches the log", () => {
  const { error } = logged(
    new Error("outer", { cause: new Error("cannot reach postgres://purser:s3cret@db:5432/purser with xoxb-123-abc") }),
  );
  expect(error).not.toMatch(/s3cret|xoxb-123/);
  expect(error).toContain("postgres://purser:***@db:5432");
});
