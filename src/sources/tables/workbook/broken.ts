import { UserError } from "../../../domain/user-error.ts";
import type { Text } from "../../../domain/value.ts";

const AGAIN: Text = {
  zh: "请重新下载；如果能用 Excel / WPS 打开，另存为新的 .xlsx 后再上传。",
  en: "Download it again; if Excel or WPS still opens it, save it as a new .xlsx and send that.",
};

/** A workbook that cannot be trusted as a whole. `why` is for people who know what a ZIP is. */
export const broken = (name: string, why: Text): UserError =>
  new UserError(
    "broken-workbook",
    { zh: `${name}：工作簿不完整或已损坏（${why.zh}）。`, en: `${name}: the workbook is cut off or damaged (${why.en}).` },
    AGAIN,
  );
