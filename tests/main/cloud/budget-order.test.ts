import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterGoing,
  agedPriority,
  nextCall,
  type WaitingCall,
} from '../../../main/cloud/budget/call-order.ts';
import { type CallPriority, priorities } from '../../../main/cloud/budget/priority.ts';

const nobodyPassedOver = { sale: 0, money: 0, stock: 0, catalogue: 0 };
const anyPriority = fc.constantFrom(...priorities);

describe('who goes next', () => {
  it('is the most urgent class, and in it who waits longest', () => {
    const waiting: WaitingCall[] = [
      { priority: 'catalogue', since: 0 },
      { priority: 'sale', since: 20 },
      { priority: 'money', since: 1 },
      { priority: 'sale', since: 10 },
    ];
    expect(nextCall(waiting, nobodyPassedOver, 100)).toEqual({
      call: { priority: 'sale', since: 10 },
      as: 'sale',
    });
    expect(nextCall([], nobodyPassedOver, 100)).toBeUndefined();
  });

  it('grows more urgent with waiting, until it counts as a sale', () => {
    const call: WaitingCall = { priority: 'catalogue', since: 0 };
    expect([0, 100, 200, 300, 10_000].map((second) => agedPriority(call, second * 1000))).toEqual([
      'catalogue',
      'stock',
      'money',
      'sale',
      'sale',
    ]);
  });

  it('gives a waiting class every twentieth call, whatever arrives before it', () => {
    fc.assert(
      fc.property(
        fc.array(anyPriority, { minLength: 1, maxLength: 6 }),
        fc.array(anyPriority, { maxLength: 300 }),
        (first, arriving) => {
          let waiting = first.map((priority, index) => ({ priority, since: index }));
          let passedOver: Readonly<Record<CallPriority, number>> = nobodyPassedOver;
          const left = new Map<CallPriority, number>();
          for (const [index, priority] of arriving.entries()) {
            const next = nextCall(waiting, passedOver, 10);
            if (next === undefined) throw new Error('somebody waits');
            waiting = waiting.filter((call) => call !== next.call);
            passedOver = afterGoing(passedOver, next.call.priority, waiting);
            for (const lower of priorities) {
              const waits = waiting.some((call) => call.priority === lower);
              left.set(lower, waits && lower !== next.call.priority ? (left.get(lower) ?? 0) + 1 : 0);
              // Two classes may be due at once: then the longer waiting goes first.
              expect(left.get(lower)).toBeLessThanOrEqual(20 + priorities.length);
            }
            waiting = [...waiting, { priority, since: first.length + index }];
          }
        },
      ),
    );
  });
});
