// Traditional letters that occur in names of KPIs, periods, splits and scopes, each before its simplified form.
const PAIRS =
  "貨货銷销額额單单數数轉转訪访庫库動动鋪铺類类國国個个週周對对環环標标廣广費费點点擊击評评價价淨净際际進进發发運运倉仓補补斷断調调報报實实獲获總总戶户擁拥營营業业壞坏優优遲迟時时間间較较閱阅覽览產产們们條条結结帳账賬账達达週周歷历";

const SIMPLE = new Map(Array.from(PAIRS).flatMap((c, i, all) => (i % 2 === 0 ? [[c, all[i + 1] ?? c] as const] : [])));

/** The text in simplified letters, as far as Purser's own words need it; as long as it was, so that places in it stay the same. */
export const simplified = (text: string): string => text.replace(/\p{Script=Han}/gu, (c) => SIMPLE.get(c) ?? c);
