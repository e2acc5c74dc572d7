import { UserError } from "../../domain/user-error.ts";

export const unknownCode = (what: { readonly en: string; readonly zh: string }, code: string, known: readonly string[]): UserError =>
  new UserError(
    "unknown-code",
    { en: `There is no ${what.en} "${code}".`, zh: `没有编号为“${code}”的${what.zh}。` },
    known.length === 0
      ? { en: `No ${what.en} has been added yet.`, zh: `还没有添加任何${what.zh}。` }
      : { en: `Known: ${known.join(", ")}.`, zh: `现有：${known.join("、")}。` },
  );

/** Simulated and real things never mix: neither takes the other's place. */
export function refuseMixing(
  what: { readonly en: string; readonly zh: string },
  code: string,
  existing: { readonly simulated: boolean } | null,
  simulated: boolean,
): void {
  if (existing === null || existing.simulated === simulated) return;
  throw new UserError(
    "simulated-mixed",
    existing.simulated
      ? { en: `The ${what.en} "${code}" belongs to the sample store.`, zh: `${what.zh}“${code}”属于示例店铺。` }
      : {
          en: `The ${what.en} "${code}" is a real one; the sample may not replace it.`,
          zh: `${what.zh}“${code}”是真实数据，示例不能覆盖它。`,
        },
    existing.simulated
      ? {
          en: "Choose another code, or remove the sample: npm run purser -- sample remove",
          zh: "请换一个编号，或先移除示例：npm run purser -- sample remove",
        }
      : { en: "Load the sample into an empty installation.", zh: "请在空的安装里加载示例。" },
  );
}
