import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkPrinter } from '../../main/devices/printer/network-printer.ts';
import { type PaperPrinterTraits, startPaperPrinter } from '../support/paper-printer.ts';
import { sampleJob } from '../support/sample-job.ts';

const quick = { statusTimeoutMs: 60, pollMs: 10, fencePatienceMs: 40, silenceTimeoutMs: 120 };
/** Four questions at most. */
const preflightBytes = 12;

const traits: fc.Arbitrary<Partial<PaperPrinterTraits>> = fc.record({
  answers: fc.constantFrom('all', 'fence-only', 'status-only', 'few', 'none'),
  chatty: fc.boolean(),
  bytesPerMs: fc.constantFrom(Number.POSITIVE_INFINITY, 20_000),
  breaksAfterBytes: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: sampleJob.length + preflightBytes + 3 }) },
  ),
  paperRows: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 0, max: 1_200 })),
});

describe('whatever a printer does', () => {
  it('the till never claims paper that is not there, and tries again only what left no trace', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(traits, fc.boolean(), fc.boolean(), async (over, answersProcessId, loadsPaper) => {
        const printer = await startPaperPrinter(over);
        const giveUp = new AbortController();
        let firstBytes = 0;
        const transport = networkPrinter({
          host: '127.0.0.1',
          port: printer.port,
          answersProcessId,
          ...quick,
        });
        const outcome = await transport.send(
          { id: 'job-1', bytes: sampleJob, dots: 576 },
          {
            onFirstByte: () => {
              firstBytes += 1;
            },
            // A printer without paper is waited for as long as it answers: somebody loads paper, or closes the till.
            onTrouble: (reason) => {
              if (reason !== null && loadsPaper) printer.loadPaper(Number.POSITIVE_INFINITY);
              else if (reason !== null) giveUp.abort();
            },
            signal: giveUp.signal,
          },
        );
        const cuts = printer
          .receipts()
          .filter((receipt) => receipt.some(({ kind }) => kind === 'cut')).length;
        expect(firstBytes).toBe(outcome.kind === 'blocked' ? 0 : 1);
        if (outcome.kind === 'printed') expect(cuts).toBe(1);
        if (outcome.kind === 'blocked')
          expect([cuts, printer.bytesTaken() <= preflightBytes]).toEqual([0, true]);
        expect(cuts).toBeLessThanOrEqual(1);
        expect(printer.connections()).toBe(1);
        expect(printer.strayRealTime()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
