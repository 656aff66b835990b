import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrinterRole, printerRoles } from '../../domain/printing/printer.ts';
import { recentPrintJobs } from '../../main/db/repositories/print-jobs.ts';
import type { PrinterTransport } from '../../main/devices/printer/transport.ts';
import { addJob, queueOver, setPrinters } from '../support/print-world.ts';
import { testTill } from '../support/test-till.ts';

/** What a printer does with a job: refuses it, prints it, loses the line in the middle, or stands still until the till goes down. */
type Fate = 'refuses' | 'prints' | 'breaks' | 'hangs';

const ids = ['a', 'b', 'c'] as const;
const fates = fc.array(fc.constantFrom<Fate>('refuses', 'refuses', 'prints', 'prints', 'breaks', 'hangs'), {
  maxLength: 20,
});
const kinds = fc.array(fc.constantFrom('receipt', 'report', 'drawer', 'test'), {
  minLength: 1,
  maxLength: 8,
});
/** Who has each role, and who stands in for whom. */
const shop = fc.record({
  owners: fc.array(fc.constantFrom(...ids), {
    minLength: printerRoles.length,
    maxLength: printerRoles.length,
  }),
  standIns: fc.array(fc.option(fc.constantFrom(...ids)), { minLength: ids.length, maxLength: ids.length }),
});
const steps = fc.array(fc.constantFrom('add', 'try', 'wake', 'restart'), { maxLength: 12 });

describe('whatever several printers do', () => {
  it('no job is lost, none is handed over twice, and all that can be printed is', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(shop, kinds, fates, steps, async ({ owners, standIns }, jobs, script, deeds) => {
        const { till } = testTill();
        setPrinters(
          till.store,
          ...ids.map((id, index) => ({
            id,
            roles: printerRoles.filter((_, role) => owners[role] === id) as readonly PrinterRole[],
            fallbackId: standIns[index] === id ? null : (standIns[index] ?? null),
          })),
        );
        const handedOver: string[] = [];
        const busy = new Set<string>();
        const left = [...script];
        const transportOf = (printerId: string): PrinterTransport => ({
          kind: 'scripted',
          send: async ({ id }, hooks) => {
            const fate = left.shift() ?? 'prints';
            const lane = `${printerId} ${id.endsWith('drawer') ? 'drawer' : 'paper'}`;
            // One at a time on each printer; only a drawer's pulse may go beside paper that stands still.
            expect(busy.has(lane)).toBe(false);
            busy.add(lane);
            try {
              await Promise.resolve();
              if (fate === 'refuses') return { kind: 'blocked', reason: 'paper-out' };
              if (hooks.signal?.aborted === true) return { kind: 'blocked', reason: 'interrupted' };
              hooks.onFirstByte();
              handedOver.push(id);
              if (fate === 'prints') return { kind: 'printed' };
              if (fate === 'breaks') return { kind: 'unknown', reason: 'connection-lost' };
              hooks.onTrouble?.('paper-out');
              await new Promise<void>((resolve) => {
                hooks.signal?.addEventListener('abort', () => resolve());
                if (hooks.signal?.aborted === true) resolve();
              });
              return { kind: 'unknown', reason: 'interrupted' };
            } finally {
              busy.delete(lane);
            }
          },
        });
        const begin = () => queueOver(till.store, ({ id }) => transportOf(id)).queue;
        let queue = begin();
        queue.start();
        const waiting = jobs.map((kind, index) => ({ id: `${index}-${kind}`, kind }));
        const add = () => {
          const job = waiting.shift();
          if (job !== undefined) addJob(till.store, job.id, job.kind);
        };
        for (const deed of deeds) {
          if (deed === 'add') add();
          if (deed === 'try') queue.tryNow();
          else if (deed === 'restart') {
            await queue.stop();
            queue = begin();
            queue.start();
          } else queue.wake();
          await new Promise((resolve) => setImmediate(resolve));
        }
        while (waiting.length > 0) add();
        // From now on every printer is well: what is still waiting gets its turn, over restarts for what hangs.
        left.splice(0);
        await queue.stop();
        queue = begin();
        queue.start();
        await queue.settled();
        const found = recentPrintJobs(till.store, 100);
        expect(found).toHaveLength(jobs.length);
        expect(new Set(handedOver).size).toBe(handedOver.length);
        for (const job of found) {
          const ends = job.kind === 'drawer' ? ['printed', 'expired'] : ['printed', 'unknown'];
          expect(ends, `${job.id} with ${job.printer_id}`).toContain(job.state);
          expect(handedOver).toContain(job.id);
        }
        await queue.stop();
      }),
      { numRuns: 150 },
    );
  });
});
