import type { Printer } from '../../domain/printing/printer.ts';
import type { PrinterAnswer, PrinterSighting, PrinterWatch } from './ports.ts';

/** A drawer that was pushed open reports it within this time. */
const firstLookMs = 700;
const lookAgainMs = 1_500;
/** Whoever leaves a drawer open longer than that means to. */
const longestWatchMs = 30 * 60_000;

type WatchParts = {
  readonly clock: () => number;
  readonly ask: (printer: Printer) => Promise<PrinterAnswer>;
  readonly isBusy: (printerId: string) => boolean;
  /** A printer that was in trouble is ready again. */
  readonly recovered: (printerId: string) => void;
  readonly changed: () => void;
};

/**
 * How printers and their drawers are between jobs. Nothing is asked in the background on its own: receipt printers serve one
 * connection at a time, and another till may be printing there. Looked at is who is looked at on the devices page, and a drawer after
 * its pulse until it is shut.
 */
export function createPrinterWatch(parts: WatchParts): PrinterWatch {
  const sightings = new Map<string, PrinterSighting>();
  let drawer: {
    readonly printer: Printer;
    readonly openSince: number | null;
    readonly since: number;
  } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const check = async (printer: Printer): Promise<PrinterAnswer | null> => {
    if (stopped || parts.isBusy(printer.id)) return null;
    const answer = await parts.ask(printer);
    if (stopped) return null;
    const before = sightings.get(printer.id);
    const now = parts.clock();
    const isSame = before !== undefined && before.trouble === answer.trouble && before.tells === answer.tells;
    sightings.set(printer.id, { ...answer, since: isSame ? before.since : now, lookedAt: now });
    if (answer.tells && answer.trouble === null) parts.recovered(printer.id);
    return answer;
  };

  const lookLater = (ms: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void look(), ms);
    timer.unref();
  };

  const look = async (): Promise<void> => {
    if (drawer === null) return;
    const { printer, openSince, since } = drawer;
    const answer = await check(printer).catch(() => null);
    // Another pulse went out meanwhile: its own look is on its way.
    if (stopped || drawer?.since !== since) return;
    const isOpen = answer === null ? null : isDrawerOpen(printer, answer);
    if (isOpen === false || parts.clock() - since > longestWatchMs) {
      drawer = null;
      if (openSince !== null) parts.changed();
      return;
    }
    if (isOpen === true && openSince === null) {
      drawer = { printer, openSince: parts.clock(), since };
      parts.changed();
    }
    lookLater(lookAgainMs);
  };

  return {
    check,
    status: (printerId) => sightings.get(printerId) ?? null,
    drawerKicked: (printer) => {
      if (printer.profile.drawerOpenIs === null || printer.profile.answers === 'none') return;
      drawer = { printer, openSince: drawer?.openSince ?? null, since: parts.clock() };
      lookLater(firstLookMs);
    },
    drawerOpenSince: () => drawer?.openSince ?? null,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Null where nobody can tell. */
export function isDrawerOpen(printer: Printer, { drawerLevel }: PrinterAnswer): boolean | null {
  const { drawerOpenIs } = printer.profile;
  return drawerOpenIs === null || drawerLevel === null ? null : drawerLevel === drawerOpenIs;
}
