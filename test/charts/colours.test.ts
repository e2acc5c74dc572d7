import { describe, expect, it } from "vitest";
import { COLOUR } from "../../charts/theme.ts";

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const part = (i: number): number => {
    const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};

/** Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB. */
const SIGHT: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (hex: string, sight: string): Rgb => {
  const [r, g, b] = linear(hex);
  const row = ([x, y, z]: Rgb): number => Math.min(1, Math.max(0, x * r + y * g + z * b));
  const [one, two, three] = SIGHT[sight] ?? [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  return [row(one), row(two), row(three)];
};

/** CIE L*a*b* (D65). */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: string, b: string, sight: string): number => {
  const [p, q] = [lab(seen(a, sight)), lab(seen(b, sight))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

/** Colours that mean different things in one picture. */
const TOGETHER: readonly (readonly [string, readonly (keyof typeof COLOUR)[]])[] = [
  ["a trend", ["main", "quiet", "target", "special"]],
  ["a ranking", ["main", "danger", "ink"]],
  ["a waterfall", ["main", "order", "arrival"]],
  ["a stock projection", ["main", "order", "danger", "arrival"]],
  ["reasons of returns", ["main", "axis", "arrival"]],
];
/** CIE76: 2.3 is just noticeable side by side; apart from each other in a small picture it takes several times that. */
const TOLD_APART = 14;

describe.each(Object.keys(SIGHT))("with %s sight", (sight) => {
  it.each(TOGETHER)("the colours of %s are told apart", (_, names) => {
    for (const [i, a] of names.entries())
      for (const b of names.slice(i + 1)) expect(distance(COLOUR[a], COLOUR[b], sight), `${a} and ${b}`).toBeGreaterThan(TOLD_APART);
  });
});

describe("words", () => {
  // WCAG 2.2: 4.5 : 1 for words of this size, 3 : 1 for what is drawn.
  it.each(["ink", "muted", "main", "danger", "specialInk", "order", "arrival"] as const)("in %s can be read on the paper", (name) => {
    expect(contrast(COLOUR[name], COLOUR.paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["main", "order", "arrival", "danger", "target"] as const)("lines in %s can be seen on the paper", (name) => {
    expect(contrast(COLOUR[name], COLOUR.paper)).toBeGreaterThanOrEqual(3);
  });
});
