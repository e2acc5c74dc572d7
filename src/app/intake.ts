import type { FactKind, FactRows } from "../domain/facts/facts.ts";
import { UserError } from "../domain/user-error.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import type { CompanyData } from "../ports/company.ts";
import type { Imports } from "../ports/imports.ts";
import { chooseSource } from "./intake/choose.ts";
import { foreignMoney } from "./intake/foreign-money.ts";
import { newSuppliers } from "./intake/new-suppliers.ts";
import { findScope, type Scope, type World } from "./intake/scope.ts";
import { signsFit } from "./intake/signs.ts";
import { stream } from "./intake/stream.ts";
import type { Ask, Given, IntakeRequest, IntakeResult } from "./intake/types.ts";
import type { Context, EncodingHint, Inspect, InspectedFile, Sniff, Source } from "./types.ts";

export type { Ask, Given, IntakeDone, IntakeNeeds, IntakeRefused, IntakeRequest, IntakeResult, IntakeService } from "./intake/types.ts";

export interface IntakeDeps {
  readonly company: CompanyData;
  readonly imports: Imports;
  readonly sources: readonly Source[];
  readonly inspect: Inspect;
  readonly today: Context["today"];
}

const RECENT = 100;

async function worldOf(deps: IntakeDeps): Promise<World> {
  const [company, stores, warehouses, recent] = await Promise.all([
    deps.company.company(),
    deps.company.stores(),
    deps.company.warehouses(),
    deps.imports.recent(RECENT),
  ]);
  return {
    company,
    stores,
    warehouses,
    today: deps.today,
    lastStore: (format) => recent.find((r) => r.state === "visible" && r.format === format && r.store !== null)?.store ?? undefined,
  };
}

/** What speaks for an encoding before a store is known: what was said, the company's language, the country that all its stores share. */
async function hintOf({ encoding }: Given, { company }: IntakeDeps): Promise<EncodingHint> {
  const [{ lang }, stores] = await Promise.all([company.company(), company.stores()]);
  const [country, ...others] = new Set(stores.map((s) => s.country));
  return { lang, ...(country !== undefined && others.length === 0 && { country }), ...(encoding !== undefined && { encoding }) };
}

function askFormat(several: readonly Source[]): Ask {
  return {
    field: "format",
    question: { zh: "这是哪种报表？", en: "Which report is this?" },
    options: several.map((s) => ({ value: s.id, label: s.title })),
  };
}

/** A warehouse that nobody knows rejects its rows, not the file. */
function refuseUnknownWarehouse(
  world: World,
): (fact: FactRows[FactKind]) => { column: string; value: string; code: string; reason: Text } | undefined {
  const known = new Set(world.warehouses.map((w) => w.code));
  const [zh, en] = [[...known].join("、") || "无", [...known].join(", ") || "none yet"];
  return (fact) => {
    if (!("warehouse" in fact) || known.has(fact.warehouse)) return undefined;
    return {
      column: "warehouse",
      value: fact.warehouse,
      code: "unknown-warehouse",
      reason: {
        zh: `没有仓库“${fact.warehouse}”；已有：${zh}`,
        en: `there is no warehouse "${fact.warehouse}"; known: ${en}`,
      },
    };
  };
}

async function read(
  file: InspectedFile,
  source: Source,
  sniff: Sniff,
  scope: Scope,
  world: World,
  request: IntakeRequest,
  deps: IntakeDeps,
): Promise<IntakeResult> {
  const { given } = request;
  const notes: Text[] = [];
  const note = (text: Text): void => {
    if (notes.length < 20) notes.push(text);
  };
  let bytes = 0;
  const opened = await file.open({
    sniff,
    country: scope.store?.country ?? scope.warehouse?.country ?? null,
    encodings: source.encodings ?? [],
    note,
    progress: (n) => (bytes = n),
  });
  if (opened.encoding !== "utf-8") {
    note(
      given.encoding === undefined
        ? {
            zh: `${file.name}：按 ${opened.encoding} 编码读取。如果文字显示不对，请另存为 CSV UTF-8，或在命令行用 --encoding 指定编码。`,
            en: `${file.name}: read as ${opened.encoding}. If letters look wrong, save it as CSV UTF-8, or say which it is with --encoding on the command line.`,
          }
        : { zh: `${file.name}：按指定的 ${opened.encoding} 编码读取。`, en: `${file.name}: read as ${opened.encoding}, as was said.` },
    );
  }
  const records = source.read(opened, {
    store: scope.store,
    period: scope.period,
    currency: scope.currency,
    day: scope.day,
    warehouse: scope.warehouse?.code ?? null,
    warehouses: world.warehouses,
    today: scope.today,
    note,
  });
  const foreign = foreignMoney(scope.store);
  const suppliers = newSuppliers(source.fact === "products" ? await deps.company.suppliers() : []);
  const { importId, counts, rejections, rejectedBy, span } = await stream(records, {
    imports: deps.imports,
    head: {
      file: file.name,
      hash: file.hash,
      format: source.id,
      fact: source.fact,
      store: scope.store?.code ?? null,
      period: scope.covers,
      currency: scope.currency ?? scope.store?.currency ?? null,
      by: request.by,
      ...(source.whole && { whole: true }),
      encoding: opened.encoding,
    },
    simulated: scope.simulated,
    refuse: refuseUnknownWarehouse(world),
    see: (fact, row) => {
      foreign.see(fact, row);
      if (source.fact === "products") suppliers.see(fact);
    },
    onRecords: (rows, rejected) =>
      request.onProgress?.({
        done: bytes,
        of: file.bytes,
        note: {
          zh: `已读 ${figure(rows)} 行${rejected > 0 ? `，拒收 ${figure(rejected)} 行` : ""}`,
          en: `${counted(rows, "row")} read${rejected > 0 ? `, ${figure(rejected)} rejected` : ""}`,
        },
      }),
  });
  for (const text of [...foreign.notes(), ...suppliers.notes()]) note(text);
  return {
    kind: "done",
    file: file.name,
    format: source.id,
    formatTitle: source.title,
    fact: source.fact,
    store: scope.store?.code ?? null,
    warehouse: scope.warehouse?.code ?? null,
    period: scope.covers ?? span,
    importId,
    ...counts,
    encoding: opened.encoding,
    rejections,
    rejectedBy,
    notes,
    simulated: scope.simulated,
  };
}

/**
 * Takes in one file: finds its format, asks for what it lacks, reads it, and shows it whole or not at all.
 * What was foreseen to go wrong comes back as `refused`; everything else is thrown, after the import was abandoned.
 */
export async function takeFile(request: IntakeRequest, deps: IntakeDeps): Promise<IntakeResult> {
  const { given, name } = request;
  let format: string | null = given.format ?? null;
  try {
    const file = await deps.inspect(name, request.open, await hintOf(given, deps));
    const chosen = chooseSource(file, deps.sources, given.format);
    if ("several" in chosen)
      return { kind: "needs", file: name, format: null, formatTitle: null, asks: [askFormat(chosen.several)], given };
    const { source, sniff } = chosen;
    format = source.id;
    const world = await worldOf(deps);
    const lacking = source.lacks && (await source.lacks(await file.open({ sniff, country: null, encodings: [], note: () => undefined })));
    const scope = findScope(name, source, given, request.simulated ?? false, world, lacking, signsFit(sniff, source));
    if ("asks" in scope)
      return { kind: "needs", file: name, format, formatTitle: source.title, asks: scope.asks, given: { ...given, format } };
    return await read(file, source, sniff, scope, world, request, deps);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      kind: "refused",
      file: name,
      format,
      error: { code: error.code, message: error.text, ...(error.hint ? { hint: error.hint } : {}) },
    };
  }
}
