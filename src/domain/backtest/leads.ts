import { type BacktestSettings, LEAST_LEAD } from "./settings.ts";

/** mulberry32: small, seeded, the same everywhere. */
function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Lead times of each product's orders, the same for every policy that is tried. */
export function drawLeads(
  products: number,
  orders: number,
  { leadMean, leadSigma, seed }: BacktestSettings,
): readonly (readonly number[])[] {
  return Array.from({ length: products }, (_, i) => {
    const random = seeded(seed * 7919 + i * 104729);
    // Box and Muller: a standard normal of two uniforms.
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Array.from({ length: orders }, () => Math.max(LEAST_LEAD, Math.round(leadMean + leadSigma * normal())));
  });
}
