import type { CompanyData } from "../ports/company.ts";
import type { PrismaClient } from "./client/client.ts";
import { people } from "./company/people.ts";
import { removeSimulated } from "./company/simulated.ts";
import { skus } from "./company/skus.ts";
import { trade } from "./company/trade.ts";

export function companyData(prisma: PrismaClient): CompanyData {
  return { ...people(prisma), ...trade(prisma), ...skus(prisma), removeSimulated: () => removeSimulated(prisma) };
}
