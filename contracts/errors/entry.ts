/**
 * Every error a person can meet. `dataAtRisk` says whether something could be lost if nobody acts. `{name}` in a text is filled
 * from the error's params. `what` says what happened and what still works, `todo` the one thing to do now.
 */
export type ErrorEntry = {
  readonly dataAtRisk: boolean;
  readonly vi: { readonly what: string; readonly todo: string };
  readonly en: { readonly what: string; readonly todo: string };
};

export const safe = (vi: ErrorEntry['vi'], en: ErrorEntry['en']): ErrorEntry => ({
  dataAtRisk: false,
  vi,
  en,
});
export const risky = (vi: ErrorEntry['vi'], en: ErrorEntry['en']): ErrorEntry => ({
  dataAtRisk: true,
  vi,
  en,
});
export const text = (what: string, todo: string) => ({ what, todo });
