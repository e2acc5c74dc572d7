import type { ChartModule } from "../../charts/define.ts";
import type { ChartRenderer, Log } from "../ports/system.ts";
import { makePool } from "./pool.ts";

export interface RendererOptions {
  readonly threads?: number;
  readonly timeoutMs?: number;
  readonly log?: Pick<Log, "warn">;
  /** A warning of Vega fails the picture. For tests: Vega only warns of a misspelt channel and draws something else. */
  readonly strict?: boolean;
}

/** Two threads halve the wait of the second of two pictures; each takes some 60 MB once it has drawn. */
const THREADS = 2;
const TIMEOUT_MS = 10_000;
/** Pixels per logical pixel: sharp on the screens that people have. */
const SCALE = 2;

/** Turns charts into PNG bytes, beside the main thread. `close` stops the threads. */
export function makeRenderer(
  charts: ReadonlyMap<string, ChartModule>,
  { threads = THREADS, timeoutMs = TIMEOUT_MS, log, strict = false }: RendererOptions = {},
): ChartRenderer & { close(): Promise<void> } {
  const pool = makePool({ threads, timeoutMs });
  return {
    async png(chart, data, { lang, scale = SCALE }) {
      const module = charts.get(chart);
      if (!module) throw new Error(`no chart is called "${chart}"; there are ${[...charts.keys()].join(", ")}`);
      const spec = module.spec(data as never, lang); // its own type of data was checked where the message was made
      const { png, warnings } = await pool.draw(spec, scale).catch((cause: Error) => {
        throw new Error(`chart "${chart}" cannot be drawn: ${cause.message}`, { cause });
      });
      if (warnings.length > 0) {
        if (strict) throw new Error(`chart "${chart}": ${warnings.join("; ")}`);
        log?.warn("chart-warning", { chart, warnings: warnings.join("; ") });
      }
      return png;
    },
    close: () => pool.close(),
  };
}
