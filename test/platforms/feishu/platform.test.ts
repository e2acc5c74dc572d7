import { describePlatform } from "../contract.ts";
import { feishuBench } from "./bench.ts";

describePlatform("Feishu over the long connection", (handlers) => feishuBench(handlers));
describePlatform("Feishu over HTTP", (handlers) => feishuBench(handlers, { transport: "http" }));
