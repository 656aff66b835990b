import type { PrinterProfile } from './printer.ts';

type Known = Pick<PrinterProfile, 'paper' | 'dots'>;

/** What is known of printers by the name they give themselves; the owner can say otherwise. */
const models: readonly (readonly [pattern: RegExp, known: Known])[] = [
  // 180 dots an inch, where most have 203.
  [/TM-T(88|70)/i, { paper: '80', dots: 512 }],
  [/TM-(T20|T81|T82|T83|T100|m30)/i, { paper: '80', dots: 576 }],
  [/TM-(m10|P20)/i, { paper: '58', dots: 384 }],
  [/(XP|POS|ZJ|RPP?|PT|MTP)-?[A-Z]?(58|57|210)/i, { paper: '58', dots: 384 }],
  [/(XP|POS|ZJ)-?[A-Z]?(80|160|200|230|260|300|350)/i, { paper: '80', dots: 576 }],
];

export function knownModel(model: string): Known | null {
  return models.find(([pattern]) => pattern.test(model))?.[1] ?? null;
}
