import { workspace } from "../../../src/store/workspace.ts";
import { describeStores } from "../../store/harness.ts";
import { describePlatform } from "../contract.ts";
import { localBench } from "./bench.ts";

describeStores((name, open) => {
  describePlatform(`the local workspace (${name})`, async (handlers) =>
    localBench(handlers, { workspace: workspace((await open()).prisma) }),
  );
});
