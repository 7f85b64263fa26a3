import en from "../../../assets/locales/en/export.json" with { type: "json" };
import zhCN from "../../../assets/locales/zh-CN/export.json" with { type: "json" };
import type { ExportLanguage } from "../../../shared/contract/export.ts";

export type ExportTexts = Readonly<Record<keyof typeof en, string>>;

const texts: Readonly<Record<ExportLanguage, ExportTexts>> = { en, "zh-CN": zhCN };

export const exportTexts = (language: ExportLanguage): ExportTexts => texts[language];
