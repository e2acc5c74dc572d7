const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Whether a code, in capitals, is a currency of ISO 4217, as far as this runtime knows them. */
export const isCurrency = (code: string): boolean => KNOWN.has(code);
