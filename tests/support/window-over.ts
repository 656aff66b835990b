import { expect } from 'vitest';
import { errorRegistry } from '../../contracts/errors/registry.ts';
import { openShopCloud } from '../../main/cloud/haravan/shop-cloud.ts';
import { insertStaff, setStaffPin } from '../../main/db/repositories/staff.ts';
import type { CallContext } from '../../main/ipc/call-context.ts';
import { dispatch } from '../../main/ipc/dispatch.ts';
import type { Envelope } from '../../main/services/answer.ts';
import { pinDigest } from '../../main/services/pin-digest.ts';
import { createSession } from '../../main/services/session.ts';
import type { Actor } from '../../main/services/till.ts';
import { noDesktop } from './no-desktop.ts';
import { cash, codes, must, pay, scan, sellingTill } from './selling-till.ts';
import { type TestTill, testNow } from './test-till.ts';

export const pins = { owner: '20260701', cashier: '24682468' };

export type Window = {
  readonly test: TestTill;
  readonly context: CallContext;
  readonly logged: string[];
  readonly call: (name: string, input?: unknown) => Promise<Envelope<unknown>>;
  /** Rows this connection has changed so far. */
  readonly changes: () => number;
};

export function windowOver(test: TestTill, actor: Actor | null): Window {
  const logged: string[] = [];
  const session = createSession(test.till);
  if (actor !== null) session.open(actor);
  const context: CallContext = {
    // Its address is this machine's port 1, where nobody listens.
    till: { ...test.till, openCloud: openShopCloud },
    session,
    facts: { version: '0.0.0', demoPins: [] },
    preview: () => 'data:image/png;base64,',
    desktop: noDesktop,
    log: (event, details) => logged.push(`${event} ${JSON.stringify(details)}`),
  };
  return {
    test,
    context,
    logged,
    call: (name, input) => dispatch(context, name, input),
    changes: () => test.till.store.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? -1,
  };
}

/** Slow on purpose, so it is made once. */
let ownerDigest: Promise<string> | undefined;

/** A shop with an owner, a sale, a cart being filled, and whoever sits at the window. */
export async function shop(role: Actor['role'] | null): Promise<Window> {
  const test = sellingTill();
  ownerDigest ??= pinDigest(pins.owner, test.till.pepper());
  setStaffPin(test.till.store, { id: 'owner-1', role: 'owner', digest: await ownerDigest, at: testNow });
  const manager: Actor = { staffId: 'manager-1', name: 'Lê Văn Quản', role: 'manager' };
  insertStaff(test.till.store, { id: manager.staffId, name: manager.name, role: 'manager', at: testNow });
  scan(test, codes.water);
  must(pay(test, [cash(42_000)], { print: true }));
  scan(test, codes.noodles, codes.unknown);
  const actors = { owner: test.owner, manager, cashier: test.cashier };
  return windowOver(test, role === null ? null : actors[role]);
}

export function codeOf(answer: Envelope<unknown>): string {
  return answer.ok ? 'none' : answer.error.code;
}

export function expectEnvelope(answer: Envelope<unknown>): void {
  expect(typeof answer.ok).toBe('boolean');
  if (answer.ok) return;
  expect(Object.hasOwn(errorRegistry, answer.error.code), answer.error.code).toBe(true);
  expect(answer.error.code).not.toBe('UNEXPECTED');
}
