import { type Day, parseDay } from "../../domain/calendar/day.ts";
import type { Text } from "../../domain/value.ts";
import { UserError } from "../../domain/user-error.ts";
import { PROGRAMMES } from "../../domain/promo/types.ts";
import { type Fields, optional, written } from "../retro/fields.ts";
import type { Context } from "../types.ts";
import type { PromoSaid } from "./frame.ts";
import { knownSkus, rangeOf } from "./words.ts";

type Labels = Readonly<Record<"name" | "stores" | "from" | "to" | "programme" | "signUpBy" | "inboundBy" | "past" | "skus", Text>>;

const noDay = (label: Text, text: string): UserError =>
  new UserError(
    "field-no-day",
    { zh: `“${label.zh}”是“${text}”，应为日期。`, en: `"${label.en}" is "${text}", not a day.` },
    { zh: "例如 2026-11-27", en: "For example 2026-11-27" },
  );

/** A day of any time; null where nothing is written. */
export function dayField(fields: Fields, name: string, label: Text): Day | null {
  const text = optional(fields, name, label);
  if (text === null) return null;
  const day = parseDay(text);
  if (day === undefined) throw noDay(label, text);
  return day;
}

const NUMBER = /^[+\-−]?\d+(\.\d+)?$/u;

function numberOf(text: string, label: Text, hint: Text): number {
  const bare = text.replaceAll(/[\s,，%％]/gu, "").replace("−", "-");
  if (NUMBER.test(bare)) return Number(bare);
  throw new UserError(
    "field-no-number",
    { zh: `“${label.zh}”是“${text}”，应为数字。`, en: `"${label.en}" is "${text}", not a number.` },
    hint,
  );
}

/** `80%`, `80` and `-10 %` are shares of 0.8, 0.8 and −0.1. */
export function shareField(fields: Fields, name: string, label: Text): number {
  return numberOf(written(fields, name, label), label, { zh: "例如 80%", en: "For example 80%" }) / 100;
}

/** Above 0. */
export function amountField(fields: Fields, name: string, label: Text, whole: boolean): number {
  const text = written(fields, name, label);
  const n = numberOf(text, label, { zh: "例如 200", en: "For example 200" });
  if (n > 0 && (!whole || Number.isInteger(n))) return n;
  throw new UserError(
    "field-no-number",
    whole
      ? { zh: `“${label.zh}”是“${text}”，应为 1 或以上的整数。`, en: `"${label.en}" is "${text}"; a whole number from 1 on was expected.` }
      : { zh: `“${label.zh}”是“${text}”，应大于 0。`, en: `"${label.en}" is "${text}"; more than 0 was expected.` },
  );
}

const listOf = (text: string | null): readonly string[] => (text ?? "").split(/[,，、\s]+/u).filter((x) => x !== "");

/** The SKU of a field, as the store writes it; null where nothing is written. */
export async function skuField(fields: Fields, name: string, label: Text, context: Pick<Context, "company">): Promise<string | null> {
  const text = optional(fields, name, label);
  if (text === null) return null;
  const [sku] = await knownSkus([text], context);
  return sku ?? null;
}

async function storesOf(text: string, { company }: Pick<Context, "company">): Promise<readonly string[]> {
  const stores = await company.stores();
  return listOf(text).map((word) => {
    const found = stores.find((s) => s.code.toLowerCase() === word.toLowerCase());
    if (found) return found.code;
    throw new UserError(
      "unknown-store",
      { zh: `没有店铺“${word}”。`, en: `No store is called "${word}".` },
      { zh: `可选：${stores.map((s) => s.code).join("、")}`, en: `There are ${stores.map((s) => s.code).join(", ")}` },
    );
  });
}

/** What the form of a promotion says. */
export async function saidOf(fields: Fields, labels: Labels, context: Pick<Context, "company">): Promise<PromoSaid> {
  const name = written(fields, "name", labels.name);
  const [from, to] = [dayField(fields, "from", labels.from), dayField(fields, "to", labels.to)];
  const start = from ?? to;
  const pastText = optional(fields, "past", labels.past);
  const past = pastText === null ? null : rangeOf(pastText.replaceAll(/\s/gu, ""));
  if (pastText !== null && past === null) throw noDay(labels.past, pastText);
  const programme = optional(fields, "programme", labels.programme);
  return {
    name,
    stores: await storesOf(written(fields, "stores", labels.stores), context),
    days: start === null ? null : { from: start, to: to ?? start },
    programme: PROGRAMMES.find((p) => p === programme) ?? null,
    signUpBy: dayField(fields, "signUpBy", labels.signUpBy),
    inboundBy: dayField(fields, "inboundBy", labels.inboundBy),
    past,
    skus: await knownSkus(listOf(optional(fields, "skus", labels.skus)), context),
  };
}
