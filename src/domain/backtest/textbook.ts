import type { Series } from "../demand/levels.ts";
import { safetyStock } from "../restock/reorder-point.ts";
import type { BacktestSettings } from "./settings.ts";

const DAYS = 90;

/** Mean and spread of a day's sales, of the last 90 days that had stock. `null`: there was none. */
export function dailyMoments({ units, out }: Series): { readonly mean: number; readonly sigma: number } | null {
  let [sum, squares, n] = [0, 0, 0];
  for (let t = Math.max(0, units.length - DAYS); t < units.length; t += 1) {
    const sold = units[t] ?? 0;
    if ((out[t] ?? 0) > 0 && sold <= 0) continue;
    sum += sold;
    squares += sold * sold;
    n += 1;
  }
  if (n === 0) return null;
  const mean = sum / n;
  return { mean, sigma: Math.sqrt(Math.max(0, squares / n - mean * mean)) };
}

/** `d·(L+R) + z·√((L+R)·σ_d² + d²·σ_L²)`: order-up-to level of periodic review (Chopra & Meindl). */
export function textbookLevel(of: { readonly mean: number; readonly sigma: number }, z: number, s: BacktestSettings): number {
  const days = s.leadMean + s.review;
  return of.mean * days + safetyStock({ daily: of.mean, dailySigma: of.sigma, days, leadSigma: s.leadSigma, z });
}
