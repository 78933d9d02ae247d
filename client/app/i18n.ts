import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Labels } from '../../shared/labelNames.ts';
import { type Language, labels, languages } from '../../shared/labels.ts';
import { texts } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    keySeparator: false;
    nsSeparator: false;
    resources: { translation: typeof texts.zh };
  }
}

const storageKey = 'cuntu.language';

function isLanguage(word: string | null): word is Language {
  return languages.some((language) => language === word);
}

function preferredLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return isLanguage(stored) ? stored : 'zh';
}

/** The language used to format numbers and days and to tell the browser what the page is written in. */
export const localeOf: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

function tellDocument(language: Language): void {
  document.documentElement.lang = localeOf[language];
  document.title = texts[language]['app.title'];
}

export const i18n = createInstance();

/** Starts in the language chosen last, Chinese at first. Plain keys with dots: `household.title`. */
export function startLanguage(): void {
  const language = preferredLanguage();
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  tellDocument(language);
}

/** The language in use and the way to change it. */
export function useLanguage(): [Language, (language: Language) => void] {
  const { i18n: current } = useTranslation();
  const language = isLanguage(current.language) ? current.language : 'zh';
  const change = (next: Language) => {
    localStorage.setItem(storageKey, next);
    tellDocument(next);
    void current.changeLanguage(next);
  };
  return [language, change];
}

/** Names of all enumerations in the language in use. */
export function useLabels(): Labels {
  return labels[useLanguage()[0]];
}
