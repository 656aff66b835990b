import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Words = { readonly [key: string]: string | Words };

const files: Record<string, Words> = import.meta.glob('../../resources/locales/*/*.json', {
  eager: true,
  import: 'default',
});

/** `…/vi/sell.json` holds the words of namespace-like root `sell`: its keys are read as `sell.something`. */
function wordsOf(locale: string): Words {
  const pattern = new RegExp(`/locales/${locale}/([a-z-]+)\\.json$`);
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, words]) => {
      const feature = pattern.exec(path)?.[1];
      return feature === undefined ? [] : [[feature, words]];
    }),
  );
}

/** Starts in Vietnamese; the shop's setting changes it later. Bundled words only, so it is ready at once. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    initAsync: false,
    resources: { vi: { translation: wordsOf('vi') }, en: { translation: wordsOf('en') } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

export function setLocale(locale: 'vi' | 'en'): void {
  if (i18next.language === locale) return;
  void i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
}

export function currentLocale(): 'vi' | 'en' {
  return i18next.language === 'en' ? 'en' : 'vi';
}
