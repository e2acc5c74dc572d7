import { figure } from "../domain/restock/figures.ts";
import { counted } from "../domain/words/counted.ts";
import { type Message, message } from "../message/message.ts";

/** What an import that was taken back leaves: rows that are there again, and rows that are gone. */
export function importUndone(
  importId: number,
  file: string,
  { restored, removed }: { readonly restored: number; readonly removed: number },
): Message {
  return message({
    title: { zh: `已撤销导入 #${importId}`, en: `Import #${importId} is undone` },
    lead: {
      zh: `${file}：移除 ${figure(removed)} 行${restored > 0 ? `，恢复之前的 ${figure(restored)} 行` : ""}。补货计划已重算。`,
      en: `${file}: ${counted(removed, "row")} removed${restored > 0 ? `, ${figure(restored)} earlier ones back` : ""}. The plan was made anew.`,
    },
  });
}
