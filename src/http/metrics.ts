/** One number that a monitor may ask for. `name` in Prometheus' way: `purser_outbox_pending`. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

const escapeLabel = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

function sample({ name, value, labels }: Gauge): string {
  const pairs = Object.entries(labels ?? {}).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

/** Prometheus' text format, version 0.0.4: help and type once a name, then its samples. */
export function prometheusText(gauges: readonly Gauge[]): string {
  const byName = Map.groupBy(gauges, (gauge) => gauge.name);
  const lines = [...byName].flatMap(([name, samples]) => [
    `# HELP ${name} ${(samples[0]?.help ?? "").replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
    `# TYPE ${name} gauge`,
    ...samples.map(sample),
  ]);
  return `${lines.join("\n")}\n`;
}
