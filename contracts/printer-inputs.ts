import { z } from 'zod';
import type { PrintFilter } from '../domain/print-job.ts';
import type {
  Connection,
  CutKind,
  LetterMode,
  PrinterProfile,
  PrinterRole,
} from '../domain/printing/printer.ts';

/** Shapes of printers that cross from the window into main. */
const name = z.string().min(1).max(200);

export const connection = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('network'),
    host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/),
    port: z.int().min(1).max(65_535),
  }),
  z.strictObject({ kind: z.literal('spooler'), queue: name }),
  z.strictObject({
    kind: z.literal('usb'),
    path: z.string().regex(/^\/dev\/usb\/lp\d{1,3}$/),
    serial: name.nullable(),
  }),
  z.strictObject({ kind: z.literal('cups'), queue: z.string().regex(/^[^\s/#]{1,127}$/) }),
  z.strictObject({ kind: z.literal('virtual') }),
]) satisfies z.ZodType<Connection>;

const codePage = z.int().min(0).max(255);

const letters = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tcvn-3'), smallPage: codePage, capitalPage: codePage }),
  z.strictObject({ kind: z.literal('ascii') }),
]) satisfies z.ZodType<LetterMode>;

const printerProfile = z.strictObject({
  make: z.string().max(60).nullable(),
  model: z.string().max(60).nullable(),
  paper: z.enum(['80', '58']),
  dots: z.literal([384, 512, 576]),
  bandRows: z.int().min(8).max(1024),
  cut: z.enum(['feed-partial', 'partial', 'full', 'old-partial', 'none']) satisfies z.ZodType<CutKind>,
  drawerPin: z.literal([2, 5]).nullable(),
  drawerOpenIs: z.enum(['high', 'low']).nullable(),
  answers: z.enum(['all', 'some', 'none', 'unknown']),
  confirms: z.enum(['process-id', 'fence', 'close']),
  letters: letters.exactOptional(),
}) satisfies z.ZodType<PrinterProfile>;

/** What an owner says of a printer. */
export const printerDraft = {
  name: z.string().max(60),
  connection,
  profile: printerProfile,
  roles: z
    .array(z.enum(['receipts', 'slips', 'second-copy', 'drawer']) satisfies z.ZodType<PrinterRole>)
    .max(4),
  fallbackId: z.string().min(1).max(64).nullable(),
};

export const printFilter = z.enum(['all', 'waiting', 'asks', 'done']) satisfies z.ZodType<PrintFilter>;
