import { existsSync } from "node:fs";
import { join } from "node:path";

/** The Online Retail extract (UCI): 253,227 rows of a British shop, too large to lie in the repository. */
export const EXTRACT = join(import.meta.dirname, "../../../shared/data/online-retail/online-retail-a.csv.gz");

export const whyNoExtract = (): string | undefined =>
  existsSync(EXTRACT) ? undefined : "no ../shared/data/online-retail/online-retail-a.csv.gz beside the repository";
