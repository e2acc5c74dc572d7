import type { Config, TopLevelSpec } from "vega-lite";

/** The only font of a picture: it must hold Chinese, and be there on a machine that has no fonts. */
export const FONT = "Noto Sans SC";

/**
 * Hues of Okabe and Ito's palette (2008), each as dark as words on white need, and of different darkness, so that they are told apart with
 * any colour blindness (a test simulates three kinds). Grey is for what is only there to compare with.
 */
export const COLOUR = {
  paper: "#ffffff",
  ink: "#1f2937",
  muted: "#6b7280",
  quiet: "#9aa1ac",
  grid: "#e8eaee",
  axis: "#b6bcc6",
  band: "#eef0f3",
  main: "#08528f",
  mainFill: "#dceaf5",
  order: "#14845c",
  arrival: "#9e6c00",
  danger: "#9a2c06",
  dangerFill: "#fbe3d9",
  /** What is aimed at: black, since every hue is taken by something that happened. */
  target: "#111111",
  special: "#f7ecd2",
  specialInk: "#8a5a00",
} as const;

/** Logical pixels: a chat shows a picture 360 to 520 wide, so that words of 13 stay above 9.5 on a telephone. It is drawn at twice that. */
export const WIDTH = 480;
export const SIZE = { text: 13, label: 14, line: 2.2 } as const;

const config: Config = {
  font: FONT,
  // Descriptions for screen readers are made for each mark and are lost in a PNG; the message has a text of its own.
  aria: false,
  view: { stroke: null },
  line: { strokeWidth: SIZE.line, strokeJoin: "round", strokeCap: "round", color: COLOUR.main },
  text: { fontSize: SIZE.text, color: COLOUR.muted },
  rule: { color: COLOUR.axis },
};

type Layered = Extract<TopLevelSpec, { layer: unknown }>;
export type Layer = Layered["layer"][number];
export type Rows = readonly Readonly<Record<string, string | number | boolean | null>>[];
export interface Frame {
  /** Of the plot, without the margins. */
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** First and last place of each axis. */
export interface Ends {
  readonly times?: readonly [number, number];
  readonly values: readonly [number, number];
}

/** A picture of layers over named tables. Its size is fixed: chat clients shrink what is too large, labels first. */
export function picture(frame: Frame, ends: Ends, tables: Readonly<Record<string, Rows>>, layer: readonly Layer[]): TopLevelSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: COLOUR.paper,
    width: frame.width,
    height: frame.height,
    padding: { top: frame.top, right: frame.right, bottom: frame.bottom, left: frame.left },
    autosize: { type: "none" },
    config,
    params: [{ name: "valueEnds", value: [...ends.values] }, ...(ends.times ? [{ name: "timeEnds", value: [...ends.times] }] : [])],
    datasets: tables,
    layer: [...layer],
  };
}

/** Rows of a table by its name, taken as they are: without this Vega reads numbers as dates and text as numbers again. */
export const table = (name: string): { name: string; format: { parse: null } } => ({ name, format: { parse: null } });

/** A place on the time axis. Rows hold milliseconds; without `utc` the picture would move with the server's zone. */
export const time = (field: string) =>
  ({ field, type: "temporal", scale: { type: "utc", nice: false, domain: { expr: "timeEnds" } }, axis: null, title: null }) as const;
/** A place on the value axis. Its ends are told and not found in the rows, since an empty table has none. */
export const value = (field: string) =>
  ({
    field,
    type: "quantitative",
    scale: { nice: false, zero: false, domain: { expr: "valueEnds" } },
    axis: null,
    title: null,
    stack: null,
  }) as const;
/** A place in logical pixels from the plot's corner. */
export const pixel = (field: string) => ({ field, type: "quantitative", scale: null, axis: null, title: null, stack: null }) as const;
export const words = (field: string) => ({ field, type: "nominal" }) as const;

/** Margins come in steps, so that pictures whose labels are about as wide share one compiled spec. */
export const margin = (pixels: number): number => Math.ceil(pixels / 12) * 12;
