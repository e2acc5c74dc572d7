const CURRENCIES_OF: Readonly<Record<string, readonly string[]>> = {
  "€": ["EUR"],
  "£": ["GBP"],
  "¥": ["JPY", "CNY"],
  "₹": ["INR"],
  "₩": ["KRW"],
  "₺": ["TRY"],
  zł: ["PLN"],
  Kč: ["CZK"],
  RM: ["MYR"],
  Rp: ["IDR"],
  "฿": ["THB"],
  "₫": ["VND"],
  "₱": ["PHP"],
  kr: ["SEK", "NOK", "DKK"],
  US$: ["USD"],
  MX$: ["MXN"],
  CA$: ["CAD"],
  C$: ["CAD"],
  A$: ["AUD"],
  AU$: ["AUD"],
  R$: ["BRL"],
  S$: ["SGD"],
  HK$: ["HKD"],
  NT$: ["TWD"],
  NZ$: ["NZD"],
  "CN¥": ["CNY"],
  "JP¥": ["JPY"],
  $: ["USD", "CAD", "AUD", "MXN", "SGD", "HKD", "TWD", "NZD", "BRL", "CLP", "COP", "ARS"],
};

/** False when the symbol written beside an amount cannot stand for the currency: a report of another store. */
export function symbolFits(symbol: string, currency: string): boolean {
  if (symbol === "" || symbol === currency) return true;
  const known = CURRENCIES_OF[symbol];
  return known === undefined ? !/^[A-Z]{3}$/.test(symbol) : known.includes(currency);
}
