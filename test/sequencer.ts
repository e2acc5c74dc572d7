import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take longest, so that no worker is left alone with one in the end. The first one makes the sample store; others that need it
 * come when it is there.
 */
const LONG = [
  "test/platforms/payloads/answers.test.ts",
  "test/cli/killed.test.ts",
  "test/cli/start.test.ts",
  "test/cli/sample.test.ts",
  "test/cli/story.test.ts",
  "test/docs/commands.test.ts",
  "test/store/embedded/open.test.ts",
  "test/day/slack.test.ts",
  "test/day/feishu.test.ts",
  "test/platforms/payloads/posts.test.ts",
  "test/platforms/feishu/draw-sample.test.ts",
  "test/store/migrations.test.ts",
];

/** The long ones first, then what failed or took long the last time, then the largest. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = (file: TestSpecification): number => {
      const found = LONG.indexOf(relative(this.ctx.config.root, file.moduleId).replaceAll("\\", "/"));
      return found < 0 ? LONG.length : found;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
