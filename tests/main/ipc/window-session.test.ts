import { describe, expect, it } from 'vitest';
import type { AppView } from '../../../contracts/views/session.ts';
import { writeSetting } from '../../../main/db/repositories/settings.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import { appView } from '../../../main/services/app-view.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { givePin } from '../../../main/services/manage-staff.ts';
import { createSession } from '../../../main/services/session.ts';
import type { Till } from '../../../main/services/till.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import { noDesktop } from '../../support/no-desktop.ts';
import { cartsOf, cash, codes, must, pay, scan, sellingTill, written } from '../../support/selling-till.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

const pins = { owner: '20260701', cashier: '24682468' };

/** A window over a till, and the phase it would paint at each word from main, had it painted at once. */
function windowOver(test: TestTill) {
  const painted: string[] = [];
  const facts = { version: '', demoPins: [] };
  const logged: string[] = [];
  const till: Till = {
    ...test.till,
    notify: (event) => {
      if (event === 'app') painted.push(appView(till, session.actor(), facts).phase);
    },
  };
  const session = createSession(till);
  const context = {
    till,
    session,
    facts,
    preview: () => '',
    desktop: noDesktop,
    log: (event: string) => logged.push(event),
  };
  return {
    test,
    session,
    logged,
    painted,
    call: (name: string, input?: unknown) => dispatch(context, name, input),
  };
}

async function staffedWindow() {
  const test = sellingTill();
  for (const { staffId, role } of [test.owner, test.cashier])
    must(
      await givePin(test.till, null, { staffId, pin: pins[role === 'owner' ? 'owner' : 'cashier'], role }),
    );
  return windowOver(test);
}

describe('the lock screen', () => {
  it('lets another person go on with the same cart', async () => {
    const { test, session, call } = await staffedWindow();
    must(await call('session:sign-in', { pin: pins.cashier }));
    must(await call('cart:scan', { code: codes.water }));
    must(await call('session:lock'));
    expect(await call('cart:get')).toMatchObject({ error: { code: 'SIGN_IN_NEEDED' } });
    must(await call('session:sign-in', { pin: pins.owner }));
    expect(session.actor()?.staffId).toBe(test.owner.staffId);
    expect(must(await call('cart:get'))).toMatchObject({
      active: { lines: [{ name: 'Nước mắm Nam Ngư 500 ml' }] },
    });
  });

  it('shows neither a person nor their rights while it is locked', async () => {
    const { call } = await staffedWindow();
    const view = must(await call('app:view')) as AppView;
    expect(view.session).toBeNull();
    expect(JSON.stringify(view)).not.toContain('owner-1');
  });
});

describe('what the window is told of who is there', () => {
  it('ends in set-up after the first owner gave a PIN, and not on the lock screen', async () => {
    const { call, painted } = windowOver(testTill({ staffed: false }));
    must(await call('setup:owner', { staffId: null, name: 'Chủ Tiệm', pin: pins.owner }));
    expect(painted.at(-1)).toBe('setup');
  });

  it('follows signing in and locking without another question', async () => {
    const { test, call, painted } = await staffedWindow();
    writeSetting(test.till.store, 'setup.finished', true);
    must(await call('session:sign-in', { pin: pins.cashier }));
    expect(painted.at(-1)).toBe('open');
    must(await call('session:lock'));
    expect(painted.at(-1)).toBe('locked');
  });
});

describe('handing over at the window', () => {
  it('puts the receiver in front of it', async () => {
    const { test, session, call } = await staffedWindow();
    session.open(test.cashier);
    must(await call('shift:hand-over', { count: { 500000: 1 }, note: '', receiverPin: pins.owner }));
    expect(session.actor()).toEqual(test.owner);
    expect(test.till.store.all("SELECT opened_by FROM shift WHERE state = 'open'")).toEqual([
      { opened_by: 'owner-1' },
    ]);
  });

  it.each([
    ['a wrong PIN', '13572468', 'SIGN_IN_WRONG_PIN'],
    ['the own PIN', pins.cashier, 'HANDOVER_SAME_PERSON'],
  ])('stays with the giver after %s', async (_, receiverPin, code) => {
    const { test, session, call } = await staffedWindow();
    session.open(test.cashier);
    expect(await call('shift:hand-over', { count: {}, note: '', receiverPin })).toMatchObject({
      error: { code },
    });
    expect(session.actor()).toEqual(test.cashier);
    expect(test.till.store.all('SELECT opened_by, state FROM shift')).toEqual([
      { opened_by: 'cashier-1', state: 'open' },
    ]);
  });
});

describe('a store that can take no more', () => {
  it.each([
    ['STORE_FULL', 'max_page_count = 1'],
    ['STORE_READ_ONLY', 'query_only = ON'],
  ])('is told as %s; nothing is half-written, and the sale goes through afterwards', async (code, pragma) => {
    const { test, session, logged, call } = await staffedWindow();
    session.open(test.cashier);
    // Many lines, so that the sale needs room of its own.
    for (let count = 1; count <= 60; count += 1) scan(test, [codes.apples, count]);
    const before = [written(test), cartsOf(test.till)];
    const { id, version } = cartsView(test.till).active;
    const paying = { cartId: id, version, tenders: [cash(10_000_000)], print: true };
    test.store.connection.pragma(pragma);
    expect(await call('pay:complete', paying)).toMatchObject({ ok: false, error: { code } });
    expect(logged).toEqual(['call-failed']);
    expect([written(test), cartsOf(test.till)]).toEqual(before);
    test.store.connection.pragma(pragma.startsWith('max') ? 'max_page_count = 1000000' : 'query_only = OFF');
    expect(must(await call('pay:complete', paying))).toMatchObject({ receiptNumber: 'LL1-261125-0001' });
    expect(verifyStore(test.till.store)).toEqual([]);
    expect(pay(test, [])).toMatchObject({ error: { code: 'CART_EMPTY' } });
  });
});
