/** Every string of every language is bundled: nothing is fetched, and the language changes at once. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

type Words = { readonly [key: string]: string | Words };
const files = import.meta.glob<Words>("../../assets/locales/*/*.json", { eager: true, import: "default" });

const resources: Record<string, Record<string, Words>> = {};
for (const [path, words] of Object.entries(files)) {
  const [language = "", file = ""] = path.split("/").slice(-2);
  resources[language] ??= {};
  resources[language][file.replace(".json", "")] = words;
}

export const startI18n = async (language: string): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources,
    defaultNS: "app",
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
};

export const changeLanguage = async (language: string): Promise<void> => {
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
};
