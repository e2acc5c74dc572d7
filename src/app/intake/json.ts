import type { IntakeResult } from "./types.ts";

/** One entry of `import --json`. A file that lacks an answer is an error that names what is missing. */
export function intakeJson(result: IntakeResult): Readonly<Record<string, unknown>> {
  const { file, format } = result;
  switch (result.kind) {
    case "done": {
      const { store, period, read, accepted, unchanged, rejected, rejections } = result;
      return {
        file,
        format,
        store,
        period,
        import: result.importId,
        read,
        accepted,
        unchanged,
        rejected,
        rejections: rejections.map((r) => ({ ...r, reason: r.reason.en })),
      };
    }
    case "needs":
      return {
        file,
        format,
        error: {
          code: "needs-answer",
          message: result.asks
            .map(
              (a) =>
                `${a.question.en} ${a.options.length > 0 ? `(${a.options.map((o) => o.value).join(", ")}) ` : ""}Give --${a.field === "day" ? "period (one day)" : a.field}.`,
            )
            .join(" "),
        },
        asks: result.asks.map((a) => ({
          field: a.field,
          question: a.question.en,
          options: a.options.map((o) => o.value),
          suggested: a.suggested ?? null,
        })),
      };
    case "refused": {
      const { code, message, hint } = result.error;
      return { file, format, error: { code, message: message.en, ...(hint ? { hint: hint.en } : {}) } };
    }
  }
}
