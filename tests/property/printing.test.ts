import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkPrinter } from '../../main/devices/printer/network-printer.ts';
import type { Model } from '../../virtual-counter/models.ts';
import { planPoints } from '../../virtual-counter/plans.ts';
import { startVirtualPrinter } from '../../virtual-counter/start.ts';
import { sampleJob } from '../support/sample-job.ts';

const quick = { statusTimeoutMs: 60, pollMs: 10, fencePatienceMs: 40, silenceTimeoutMs: 120 };
/** Four questions and three fences at most. */
const preflightBytes = 4 * 3 + 3 * 3;

const never = Number.POSITIVE_INFINITY;

const traits: fc.Arbitrary<Partial<Model>> = fc.record({
  statusRequests: fc.constantFrom([1, 2, 3, 4], [1, 4], []),
  answersFence: fc.boolean(),
  automaticStatus: fc.boolean(),
  functionBlocks: fc.constantFrom('known', 'skipped'),
  aheadBytes: fc.constantFrom(0, 1_000_000),
  second: fc.constantFrom('waits', 'refused'),
});
const fault = fc.record({
  point: fc.constantFrom(...planPoints),
  count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: sampleJob.length + 40 })),
  what: fc.constantFrom('cutLine', 'powerOff', 'noise'),
});

describe('whatever a printer does', () => {
  it('the till never claims paper that is not there, and tries again only what left no trace', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        traits,
        fc.option(fault, { nil: null }),
        fc.option(fc.integer({ min: 0, max: 1_200 }), { nil: never }),
        fc.boolean(),
        fc.boolean(),
        async (over, planned, paper, answersProcessId, loadsPaper) => {
          const printer = await startVirtualPrinter({ traits: over, speed: 'instant', takesText: false });
          try {
            printer.setPaper(paper);
            if (planned !== null)
              printer.at(planned.point, planned.count, () => {
                if (planned.what === 'noise') printer.say([0x14, 0x00, 0x00, 0x0f, 0x11, 0x13]);
                else printer[planned.what]();
              });
            const giveUp = new AbortController();
            let firstBytes = 0;
            const outcome = await networkPrinter({
              host: '127.0.0.1',
              port: printer.port,
              answersProcessId,
              ...quick,
            }).send(
              { id: 'job-1', bytes: sampleJob, dots: 576 },
              {
                onFirstByte: () => {
                  firstBytes += 1;
                },
                // A printer without paper is waited for as long as it lives: somebody loads paper, or closes the till.
                onTrouble: (reason) => {
                  if (reason !== null && loadsPaper) printer.setPaper(never);
                  else if (reason !== null) giveUp.abort();
                },
                signal: giveUp.signal,
              },
            );
            const { cuts, bytesTaken, connections, strayRealTime, failures } = printer.state();
            expect(firstBytes).toBe(outcome.kind === 'blocked' ? 0 : 1);
            if (outcome.kind === 'printed') expect(cuts).toBe(1);
            if (outcome.kind === 'blocked') expect([cuts, bytesTaken <= preflightBytes]).toEqual([0, true]);
            expect(cuts).toBeLessThanOrEqual(1);
            expect(connections).toBe(1);
            expect([strayRealTime, failures]).toEqual([0, []]);
          } finally {
            await printer.close();
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
