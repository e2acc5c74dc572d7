import type { StorePorts } from "../app/types.ts";
import type { Random } from "../ports/system.ts";
import type { Workspace } from "../ports/workspace.ts";
import { alerts } from "./alerts.ts";
import { attention } from "./attention.ts";
import { audit } from "./audit.ts";
import type { PrismaClient } from "./client/client.ts";
import { companyData } from "./company.ts";
import { makeFacts } from "./facts/facts.ts";
import { lateOrders } from "./facts/late-orders.ts";
import { returnReasons } from "./facts/return-reasons.ts";
import { type ImportSettings, makeImports, type StoreImports } from "./imports/imports.ts";
import { inbox } from "./inbox.ts";
import { jobRuns } from "./job-runs.ts";
import { outbox } from "./outbox.ts";
import { makePlans } from "./planning/plans.ts";
import { policies } from "./policies.ts";
import { promos } from "./promos.ts";
import { purchases } from "./purchases.ts";
import { retros } from "./retros.ts";
import { shipments } from "./shipments/shipments.ts";
import { tokens } from "./tokens.ts";
import { transfers } from "./transfers.ts";
import { workspace } from "./workspace.ts";

export interface PortSettings extends ImportSettings {
  readonly random: Pick<Random, "token">;
}

/** Everything that the store does for the app, over one client. Await `imports.settled()` before the client is closed. */
export function portsOf(
  prisma: PrismaClient,
  { random, ...settings }: PortSettings,
): StorePorts & { readonly imports: StoreImports; readonly workspace: Workspace } {
  return {
    facts: makeFacts(prisma),
    returnReasons: returnReasons(prisma),
    lateOrders: lateOrders(prisma),
    imports: makeImports(prisma, settings),
    plans: makePlans(prisma, settings),
    company: companyData(prisma),
    policies: policies(prisma),
    promos: promos(prisma),
    purchases: purchases(prisma),
    transfers: transfers(prisma),
    shipments: shipments(prisma),
    attention: attention(prisma),
    retros: retros(prisma),
    alerts: alerts(prisma),
    outbox: outbox(prisma),
    inbox: inbox(prisma),
    tokens: tokens(prisma, random),
    jobRuns: jobRuns(prisma),
    audit: audit(prisma),
    workspace: workspace(prisma),
  };
}
