import type { StorePorts } from "../app/types.ts";
import type { Random } from "../ports/system.ts";
import type { Workspace } from "../ports/workspace.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import type { PrismaClient } from "./client/client.ts";
import { companyData } from "./company.ts";
import { inbox } from "./inbox.ts";
import { jobRuns } from "./job-runs.ts";
import { outbox } from "./outbox.ts";
import { policies } from "./policies.ts";
import { tokens } from "./tokens.ts";
import { workspace } from "./workspace.ts";

export type Ports = Omit<StorePorts, "facts" | "returnReasons" | "imports" | "plans">;

/** Everything that the store does for the app, over one client. */
export function portsOf(prisma: PrismaClient, random: Pick<Random, "token">): Ports & { readonly workspace: Workspace } {
  return {
    company: companyData(prisma),
    policies: policies(prisma),
    alerts: alerts(prisma),
    outbox: outbox(prisma),
    inbox: inbox(prisma),
    tokens: tokens(prisma, random),
    jobRuns: jobRuns(prisma),
    audit: audit(prisma),
    workspace: workspace(prisma),
  };
}
