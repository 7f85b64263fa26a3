import en from "../../../assets/locales/en/export.json" with { type: "json" };
import zhCN from "../../../assets/locales/zh-CN/export.json" with { type: "json" };
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanShowing } from "../../../shared/domain/plan-document.ts";

export type ExportTexts = Readonly<Record<keyof typeof en, string>>;

const texts: Readonly<Record<ExportLanguage, ExportTexts>> = { en, "zh-CN": zhCN };

/** How firm a showing is; null where it is open. */
export const holdWords = (
  { locked, pencilled }: Pick<PlanShowing, "locked" | "pencilled">,
  words: ExportTexts,
): string | null => (locked ? words.locked : pencilled ? words.pencilled : null);

export const exportTexts = (language: ExportLanguage): ExportTexts => texts[language];

export const pageLabel = (words: ExportTexts, page: number, pages: number): string =>
  words.page.replace("{{page}}", String(page)).replace("{{pages}}", String(pages));
