import { describePlatform } from "../contract.ts";
import { slackBench } from "./bench.ts";

describePlatform("Slack in Socket Mode", (handlers) => slackBench(handlers));
describePlatform("Slack over HTTP", (handlers) => slackBench(handlers, { transport: "http" }));
