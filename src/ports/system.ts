/** The clock. Jobs and commands get an instant; only the edges ask for it. */
export interface Clock {
  now(): Date;
}

export interface Random {
  /** Opaque, unguessable, URL-safe. */
  token(): string;
  /** In [0, 1). */
  fraction(): number;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured log. Never a secret, never the text of a message at info or above. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, error: unknown, fields?: LogFields): void;
}

/** Turns a chart's data into a picture. */
export interface ChartRenderer {
  png(chart: string, data: unknown, options: { readonly lang: "zh" | "en"; readonly scale?: number }): Promise<Uint8Array>;
}
