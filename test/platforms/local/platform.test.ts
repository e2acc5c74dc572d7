import { describePlatform } from "../contract.ts";
import { localBench } from "./bench.ts";

describePlatform("the local workspace", (handlers) => localBench(handlers));
