import type { Uploads } from "../../ports/uploads.ts";
import { type IntakeDeps, takeFile } from "../intake.ts";
import type { IntakeDone, IntakeRequest, IntakeResult, IntakeService } from "./types.ts";

export interface ServiceDeps extends IntakeDeps {
  readonly uploads: Uploads;
  /** Called after a file became visible (the plan is renewed, for instance). */
  readonly published?: (result: IntakeDone) => Promise<void>;
}

/** Intake with a place where files wait for an answer. */
export function intakeService(deps: ServiceDeps): IntakeService {
  async function take(request: IntakeRequest): Promise<IntakeResult> {
    const result = await takeFile(request, deps);
    if (result.kind === "done") await deps.published?.(result);
    return result;
  }
  return {
    take,
    async drop(request) {
      const result = await take(request);
      return { result, upload: result.kind === "needs" ? await deps.uploads.keep(request.name, request.open()) : null };
    },
    async answer(id, request) {
      const upload = await deps.uploads.open(id);
      if (!upload) return undefined;
      const result = await take({ ...request, name: upload.name, open: upload.bytes });
      // A refusal may be an answer that can be corrected (a store that does not fit): the file stays for another try.
      if (result.kind === "done") await deps.uploads.drop(id);
      return result;
    },
  };
}
