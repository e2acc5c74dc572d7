import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

/** So little a day is read as nothing; people say it by the month. */
const SELDOM = 0.1;
export const MONTH = 30;

export const seldom = (perDay: number): boolean => perDay > 0 && perDay < SELDOM;

/** `日均 2.4 件`, `月均 0.6 件` */
export const rateText = (perDay: number): Text =>
  seldom(perDay)
    ? { zh: `月均 ${figure(perDay * MONTH, 1)} 件`, en: `${figure(perDay * MONTH, 1)} a month` }
    : { zh: `日均 ${figure(perDay, 1)} 件`, en: `${figure(perDay, 1)} a day` };
