import { elementsOf, labelOf } from "./elements.ts";
import { characters, type Fields, fields, list, text, textOf } from "./json.ts";
import { FORM_FIELDS } from "./card-schema.ts";

export type FormInput = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The option by its value or by what is written on it. */
export function option(element: Fields, wish: string): string {
  const options = list(element["options"]).map(fields);
  const found = options.find((o) => o["value"] === wish) ?? options.find((o) => labelOf(o) === wish);
  if (found === undefined)
    throw new Error(`fake feishu: "${wish}" is no option of ${text(element["name"])}: ${options.map(labelOf).join(", ")}`);
  return text(found["value"]);
}

function initial(element: Fields): string | boolean | readonly string[] | undefined {
  if (element["tag"] === "checker") return element["checked"] === true;
  if (Array.isArray(element["selected_values"])) return list(element["selected_values"]).map(textOf);
  for (const key of ["default_value", "initial_option", "initial_date", "initial_time", "initial_datetime"])
    if (typeof element[key] === "string") return text(element[key]);
  const options = list(element["options"]).map(fields);
  const index = element["initial_index"];
  return typeof index === "number" && index > 0 ? text(options[index - 1]?.["value"]) : undefined;
}

function filled(element: Fields, given: string | boolean | readonly string[]): string | boolean | readonly string[] {
  const tag = text(element["tag"]);
  if (tag === "select_static" && typeof given === "string") return option(element, given);
  if (tag === "multi_select_static" && Array.isArray(given)) return given.map((wish: string) => option(element, wish));
  const most = element["max_length"];
  if (tag === "input" && typeof given === "string" && typeof most === "number" && characters(given) > most)
    throw new Error(`fake feishu: ${text(element["name"])} takes at most ${most} characters`);
  return given;
}

/** What the client sends for a form, or why it does not let the person send it. */
export function formValue(form: Fields, input: FormInput): Fields {
  const values: Record<string, unknown> = {};
  const known: string[] = [];
  for (const element of elementsOf(form)) {
    const name = text(element["name"]);
    if (!FORM_FIELDS.has(text(element["tag"])) || name === "") continue;
    known.push(name);
    const given = input[name];
    const value = given === undefined ? initial(element) : filled(element, given);
    if (element["required"] === true && (value === undefined || value === "" || (Array.isArray(value) && value.length === 0))) {
      throw new Error(`fake feishu: the client asks for ${name} before it sends the form`);
    }
    // An input that was left alone comes as an empty string.
    values[name] = value ?? (element["tag"] === "input" ? "" : undefined);
  }
  for (const name of Object.keys(input))
    if (!known.includes(name)) throw new Error(`fake feishu: the form has no field ${name}, only ${known.join(", ")}`);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
