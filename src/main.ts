import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type { ChartModule } from "../charts/define.ts";
import { clearanceIn } from "./app/clearance.ts";
import { firstRun } from "./app/first-run.ts";
import { type IntakeDone, type IntakeService } from "./app/intake.ts";
import { intakeService } from "./app/intake/service.ts";
import { makeSeal } from "./app/seal.ts";
import type { Action, Command, Context, Job, Source, StorePorts } from "./app/types.ts";
import type { Config } from "./config.ts";
import { discover, discoverSources } from "./discover.ts";
import { atLocal, dayIn, zone, type Zone } from "./domain/calendar/zone.ts";
import type { Day } from "./domain/calendar/day.ts";
import type { Kpi } from "./domain/kpi/kpi.ts";
import type { Text } from "./domain/value.ts";
import type { Language } from "./message/message.ts";
import type { ChatPlatform } from "./ports/chat-platform.ts";
import type { Purpose } from "./ports/company.ts";
import type { ChartRenderer, Clock, Log } from "./ports/system.ts";
import { makeRenderer } from "./render/renderer.ts";
import { inspector } from "./sources/tables/inspect.ts";
import { diskUploads } from "./uploads.ts";
import { type OpenStore, openStore } from "./store/open.ts";
import { jsonLog, languageOf, systemClock } from "./system.ts";
import type { Sensitivity } from "./domain/value.ts";

/** A command line that came first serves the others; the longest of them is the import of a large file. */
const GUEST_PATIENCE_MS = 600_000;

const ROOT = join(import.meta.dirname, "..");

/** Where "today" was moved to, for `--today` and `--at`. The knowledge of facts does not move with it. */
export interface Moved {
  readonly today?: Day;
  readonly at?: Date;
}

/** Everything wired; what a subcommand works with. */
export interface Purser extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: OpenStore;
  readonly ports: StorePorts;
  readonly kpis: ReadonlyMap<string, Kpi>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly charts: ReadonlyMap<string, ChartModule>;
  readonly sources: readonly Source[];
  readonly intake: IntakeService;
  /** Threads start with the first picture. */
  renderer(): ChartRenderer;
  today(zone: Zone): Day;
  contextAt(now: Date, moved?: Moved): Context;
  /** What may be said in a channel at this moment. */
  clearance(platform: Pick<ChatPlatform, "id" | "audience">, channel: string): Promise<Sensitivity>;
  readonly seal: ReturnType<typeof makeSeal>;
  /** Unique among processes and their lives. */
  readonly worker: string;
}

export interface OpenOptions {
  readonly onProgress?: (note: Text) => void;
  readonly log?: Log;
  /** Absent: the machine's. Everything that asks for the time asks this one. */
  readonly clock?: Clock;
  /** How long other processes may go on with a store that this one serves, when this one is done. */
  readonly guestPatienceMs?: number;
  /** After a file became visible. */
  readonly published?: (result: IntakeDone) => Promise<void>;
}

/** Language and zone of this machine: what a new installation begins with. */
function machine(): { readonly zone: Zone; readonly lang: Language } {
  return { zone: zone(new Intl.DateTimeFormat().resolvedOptions().timeZone), lang: languageOf(process.env) };
}

/** Opens the store and joins all parts. Close it with `await using`. */
export async function openPurser(config: Config, options: OpenOptions = {}): Promise<Purser> {
  const log = options.log ?? jsonLog(config.logLevel);
  const clock = options.clock ?? systemClock;
  // In a thread of its own the store opens while modules are looked for.
  const opening = openStore({
    home: config.home,
    databaseUrl: config.databaseUrl,
    onTrouble: (error) => log.error("store-trouble", error),
    now: () => clock.now(),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  // A module that is malformed is told first; the store's own trouble comes out where it is awaited.
  opening.catch(() => undefined);
  const [kpis, commands, actions, jobs, charts, sources] = await Promise.all([
    discover<Kpi>("kpi", join(ROOT, "src/domain/kpi/definitions")),
    discover<Command>("command", join(ROOT, "commands")),
    discover<Action>("action", join(ROOT, "src/actions")),
    discover<Job>("job", join(ROOT, "src/jobs")),
    discover<ChartModule>("chart", join(ROOT, "charts")),
    discoverSources<Source>(join(ROOT, "src/sources")),
  ]).catch(async (error: unknown) => {
    await opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
    throw error;
  });
  const store = await opening;
  try {
    await firstRun(store.ports.company, machine());
  } catch (error) {
    await store.close();
    throw error;
  }

  const intake = intakeService({
    company: store.ports.company,
    imports: store.ports.imports,
    sources,
    inspect: inspector(),
    today: (z) => dayIn(z, clock.now()),
    uploads: store.uploads ?? diskUploads(join(config.home, "uploads")),
    ...(options.published && { published: options.published }),
  });
  // What did not arrive is told by the delivery itself.
  const purposes: ReadonlySet<Purpose> = new Set<Purpose>(["ops", ...[...jobs.values()].map((job) => job.purpose)]);
  const contextAt = (now: Date, moved?: Moved): Context => ({
    ...store.ports,
    now: moved?.at ?? now,
    today: (z) => moved?.today ?? dayIn(z, moved?.at ?? now),
    log,
    kpis,
    commands,
    purposes,
    intake,
  });
  let drawing: ReturnType<typeof makeRenderer> | undefined;

  return {
    config,
    clock,
    log,
    store,
    ports: store.ports,
    kpis,
    commands,
    actions,
    jobs,
    charts,
    sources,
    intake,
    contextAt,
    worker: `${hostname()}:${process.pid}:${randomUUID()}`,
    seal: makeSeal(actions, contextAt),
    renderer: () => (drawing ??= makeRenderer(charts, { log })),
    today: (z) => dayIn(z, clock.now()),
    async clearance(platform, channel) {
      const bound = (await store.ports.company.bindings()).filter((b) => b.platform === platform.id && b.channel === channel);
      const ask = platform.audience?.bind(platform);
      // A post can wait until it is known who reads there; cut by mistake it would stay so.
      return clearanceIn(bound, ask && (() => ask(channel)), (error) => {
        throw error;
      });
    },
    async [Symbol.asyncDispose]() {
      await drawing?.close();
      await store.close(options.guestPatienceMs ?? GUEST_PATIENCE_MS);
    },
  };
}

/** Noon of a day in a zone: an instant that lies in it, for questions that name only a day. */
export const noonOf = (day: Day, z: Zone): Date => atLocal(day, 12 * 60, z);
