import { existsSync } from "node:fs";
import { chart as kpiTrend } from "../../charts/kpi-trend.ts";
import { startHttp, type RunningHttp } from "../../src/http/server.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { kpi as gmv } from "../../src/domain/kpi/definitions/gmv.ts";
import { kpi as returnRate } from "../../src/domain/kpi/definitions/return-rate.ts";
import { localPlatform, type LocalCommand, type LocalPlatform } from "../../src/platforms/local/platform.ts";
import type { Names } from "../../src/platforms/local/vocabulary.ts";
import type { Store } from "../../src/ports/company.ts";
import type { Workspace } from "../../src/ports/workspace.ts";
import type { Log } from "../../src/ports/system.ts";
import { makeRenderer } from "../../src/render/renderer.ts";
import { memoryWorkspace } from "../fakes/workspace.ts";
import { play } from "./script.ts";
import { store } from "../fakes/company.ts";

export const COMMANDS: readonly LocalCommand[] = [
  {
    name: "help",
    summary: { zh: "能做什么", en: "What I can do" },
    usage: { zh: "[命令]", en: "[command]" },
    examples: ["/help"],
  },
  {
    name: "kpi",
    summary: { zh: "任意指标、范围、周期", en: "Any KPI, any scope and period" },
    usage: { zh: "[指标] [店铺|国家|SKU] [期间] [按店铺|按天]", en: "[KPI] [STORE|COUNTRY|SKU] [PERIOD] [by store|day]" },
    examples: ["/kpi return-rate last month by store"],
  },
  {
    name: "restock",
    summary: { zh: "补什么、补多少、何时、走哪条头程", en: "What to buy, how much, when, by which route" },
    usage: { zh: "[SKU]", en: "[SKU]" },
    examples: ["/restock"],
  },
  {
    name: "stock",
    summary: { zh: "货在哪里", en: "What is where" },
    usage: { zh: "[SKU] [仓库]", en: "[SKU] [warehouse]" },
    examples: ["/stock US-FBA"],
  },
];

const SKUS = ["KB-201-BLK", "KB-201-WHT", "LMP-014"];
const shop = (code: string, name: string, country: string): Store =>
  store(code, { name, country, zone: zone("America/Los_Angeles"), simulated: true });

/** What the composer may complete arguments with. */
const NAMES: Names = {
  company: {
    stores: async () => [shop("amazon-us", "Home US", "US"), shop("amazon-de", "Home DE", "DE")],
    warehouses: async () => [{ code: "US-FBA", name: "FBA US", kind: "platform-pool", country: "US", simulated: true, stores: [] }],
    categories: async () => ["storage"],
    skuRoles: async () => [],
    findSkus: async (text) =>
      SKUS.filter((sku) => sku.toLowerCase().includes(text.toLowerCase())).map((sku) => ({
        sku,
        title: `Title of ${sku}`,
        category: null,
        role: null,
        active: true,
        simulated: true,
      })),
  },
  kpis: () => new Map([gmv, returnRate].map((kpi) => [kpi.id, kpi])),
};

/** Where Chromium is on this machine; undefined where there is none. */
export const chromiumPath = (): string | undefined =>
  [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (path) => path !== undefined && existsSync(path),
  );

export interface Stage {
  readonly address: string;
  readonly platform: LocalPlatform;
  readonly workspace: Workspace;
  readonly heard: readonly string[];
  /** Files are read and not answered until what this returns is called: so that a page can be looked at meanwhile. */
  hold(): () => void;
  readonly errors: readonly string[];
  /** The server goes away and comes back on the same port, as after a restart. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The real platform behind the real server with the real renderer; only the app and the store's memory are played. */
export async function stage(): Promise<Stage> {
  const workspace = memoryWorkspace();
  const app = play();
  const errors: string[] = [];
  const log: Log = { debug() {}, info() {}, warn() {}, error: (event) => void errors.push(event) };
  const renderer = makeRenderer(new Map([["kpi-trend", kpiTrend]]), { strict: true });
  let http: RunningHttp | undefined;
  let platform: LocalPlatform | undefined;

  const open = async (port: number): Promise<void> => {
    platform = await localPlatform({
      workspace,
      renderer,
      clock: { now: () => new Date() },
      log,
      person: { account: "owner" },
      commands: () => COMMANDS,
      names: NAMES,
    });
    await platform.start(app);
    http = await startHttp({ host: "127.0.0.1", port, routes: platform.routes, log, health: async () => ({ ready: true }), graceMs: 200 });
  };
  const close = async (): Promise<void> => {
    await platform?.stop();
    await http?.stop();
  };
  await open(0);
  const port = http?.port ?? 0;
  return {
    address: `http://127.0.0.1:${port}`,
    get platform() {
      if (platform === undefined) throw new Error("the stage is closed");
      return platform;
    },
    workspace,
    heard: app.heard,
    hold: () => app.hold(),
    errors,
    async restart() {
      await close();
      await open(port);
    },
    async stop() {
      await close();
      await renderer.close();
    },
  };
}
