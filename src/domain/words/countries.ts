/** Countries that people sell in, by ISO 3166 code, with what they are called in chat. The first two names are the ones we write. */
const NAMES: Readonly<Record<string, readonly [zh: string, en: string, ...others: string[]]>> = {
  US: ["美国", "United States", "usa", "america"],
  CA: ["加拿大", "Canada"],
  MX: ["墨西哥", "Mexico"],
  BR: ["巴西", "Brazil"],
  CL: ["智利", "Chile"],
  CO: ["哥伦比亚", "Colombia"],
  AR: ["阿根廷", "Argentina"],
  GB: ["英国", "United Kingdom", "uk", "great britain", "britain", "england"],
  DE: ["德国", "Germany"],
  FR: ["法国", "France"],
  IT: ["意大利", "Italy"],
  ES: ["西班牙", "Spain"],
  NL: ["荷兰", "Netherlands", "holland"],
  BE: ["比利时", "Belgium"],
  SE: ["瑞典", "Sweden"],
  PL: ["波兰", "Poland"],
  IE: ["爱尔兰", "Ireland", "eire"],
  PT: ["葡萄牙", "Portugal"],
  AT: ["奥地利", "Austria"],
  CH: ["瑞士", "Switzerland"],
  NO: ["挪威", "Norway"],
  DK: ["丹麦", "Denmark"],
  FI: ["芬兰", "Finland"],
  GR: ["希腊", "Greece"],
  CY: ["塞浦路斯", "Cyprus"],
  MT: ["马耳他", "Malta"],
  IS: ["冰岛", "Iceland"],
  CZ: ["捷克", "Czech Republic", "czechia"],
  LT: ["立陶宛", "Lithuania"],
  TR: ["土耳其", "Turkey", "türkiye"],
  RU: ["俄罗斯", "Russia"],
  AE: ["阿联酋", "United Arab Emirates", "uae"],
  SA: ["沙特", "Saudi Arabia", "沙特阿拉伯", "ksa"],
  BH: ["巴林", "Bahrain"],
  LB: ["黎巴嫩", "Lebanon"],
  IL: ["以色列", "Israel"],
  EG: ["埃及", "Egypt"],
  ZA: ["南非", "South Africa", "rsa"],
  IN: ["印度", "India"],
  JP: ["日本", "Japan"],
  KR: ["韩国", "South Korea", "korea"],
  CN: ["中国", "China"],
  HK: ["香港", "Hong Kong", "中国香港"],
  TW: ["台湾", "Taiwan", "中国台湾"],
  SG: ["新加坡", "Singapore"],
  MY: ["马来西亚", "Malaysia"],
  TH: ["泰国", "Thailand"],
  VN: ["越南", "Vietnam"],
  PH: ["菲律宾", "Philippines"],
  ID: ["印尼", "Indonesia", "印度尼西亚"],
  AU: ["澳大利亚", "Australia", "澳洲"],
  NZ: ["新西兰", "New Zealand"],
};

export interface Country {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Every spelling of every country: code, names, what people say. */
export function countrySpellings(): [spelling: string, country: Country][] {
  return Object.entries(NAMES).flatMap(([code, [zh, en, ...others]]) =>
    [code, zh, en, ...others].map((s): [string, Country] => [s, { code, zh, en }]),
  );
}

/** The names of a code; the code itself where it is not in the list. */
export function countryName(code: string): { readonly zh: string; readonly en: string } {
  const names = NAMES[code];
  return names === undefined ? { zh: code, en: code } : { zh: names[0], en: names[1] };
}
