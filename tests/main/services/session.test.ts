import { describe, expect, it } from 'vitest';
import { writeSetting } from '../../../main/db/repositories/settings.ts';
import { dispatch } from '../../../main/ipc/dispatch.ts';
import { appView } from '../../../main/services/app-view.ts';
import { cartsView } from '../../../main/services/carts.ts';
import { saveSettings } from '../../../main/services/save-settings.ts';
import { createSession } from '../../../main/services/session.ts';
import { defaultSettings, readShopSettings } from '../../../main/services/shop-settings.ts';
import { lockWhenIdle, signOut } from '../../../main/services/sign-out.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import { noticeClock } from '../../../main/services/watch-clock.ts';
import { noDesktop } from '../../support/no-desktop.ts';
import {
  cash,
  codes,
  journalKindsOf,
  must,
  pay,
  refusal,
  scan,
  sellingTill,
  written,
} from '../../support/selling-till.ts';
import { everyEntry } from '../../support/sync-query.ts';
import { testNow } from '../../support/test-till.ts';

const minute = 60_000;
const facts = { version: '', demoPins: [] };

describe('a till nobody touches', () => {
  it('locks after the shop’s time, once, and keeps cart and shift', () => {
    const test = sellingTill();
    scan(test, codes.water);
    const session = createSession(test.till);
    session.open(test.cashier);
    test.advance(10 * minute - 1);
    lockWhenIdle(test.till, session, 10);
    expect(session.actor()).toEqual(test.cashier);
    test.advance(1);
    lockWhenIdle(test.till, session, 10);
    lockWhenIdle(test.till, session, 10);
    expect(session.actor()).toBeNull();
    expect(journalKindsOf(test).filter((kind) => kind === 'signed-out')).toHaveLength(1);
    expect(cartsView(test.till).active.lines).toHaveLength(1);
    expect(appView(test.till, null, facts).shift?.openedBy).toBe(test.cashier.name);
  });

  it('stays open for somebody who works, but not because the window reloads by itself', async () => {
    const test = sellingTill();
    const session = createSession(test.till);
    session.open(test.cashier);
    const context = {
      till: test.till,
      session,
      facts,
      preview: () => '',
      desktop: noDesktop,
      log: () => undefined,
    };
    test.advance(6 * minute);
    await dispatch(context, 'goods:search', { text: 'mi', limit: 10, offset: 0 });
    test.advance(6 * minute);
    lockWhenIdle(test.till, session, 10);
    expect(session.actor()).not.toBeNull();
    for (const name of ['app:view', 'cart:get', 'printer:list'])
      await dispatch(context, name, name === 'printer:list' ? { filter: 'all' } : undefined);
    for (const name of ['sync:list', 'sales:list'])
      await dispatch(context, name, {
        ...(name === 'sync:list' ? everyEntry : { text: '' }),
        limit: 10,
        offset: 0,
      });
    test.advance(4 * minute);
    lockWhenIdle(test.till, session, 10);
    expect(session.actor()).toBeNull();
  });

  it('does not lock twice', () => {
    const test = sellingTill();
    const session = createSession(test.till);
    session.open(test.cashier);
    signOut(test.till, session);
    signOut(test.till, session);
    expect(journalKindsOf(test).filter((kind) => kind === 'signed-out')).toHaveLength(1);
  });
});

describe('a clock that goes back', () => {
  it('is journalled once, shown as long as it lasts, and stops nobody from selling', () => {
    const test = sellingTill();
    scan(test, codes.water);
    must(pay(test, [cash(42_000)]));
    test.setClock(testNow - 90 * minute);
    noticeClock(test.till);
    noticeClock(test.till);
    expect(journalKindsOf(test).filter((kind) => kind === 'clock-jumped')).toHaveLength(1);
    expect(appView(test.till, test.cashier, facts).warnings).toEqual([
      { code: 'CLOCK_BACK', params: { minutes: 90 } },
    ]);
    scan(test, codes.noodles);
    expect(must(pay(test, [cash(4_500)])).receiptNumber).toBe('LL1-261125-0002');
    expect(verifyStore(test.till.store)).toEqual([]);
    test.setClock(testNow + minute);
    expect(appView(test.till, test.cashier, facts).warnings).toEqual([]);
  });

  it('by less than a minute is nothing', () => {
    const test = sellingTill();
    test.setClock(testNow - minute);
    noticeClock(test.till);
    expect(journalKindsOf(test)).not.toContain('clock-jumped');
    expect(appView(test.till, test.cashier, facts).warnings).toEqual([]);
  });

  it('to another day goes on with that day’s numbers, without a gap or a repeat', () => {
    const test = sellingTill();
    const sell = () => {
      scan(test, codes.noodles);
      return must(pay(test, [cash(4_500)])).receiptNumber;
    };
    const numbers = [sell()];
    test.setClock(testNow + 24 * 60 * minute);
    numbers.push(sell());
    test.setClock(testNow);
    numbers.push(sell());
    expect(numbers).toEqual(['LL1-261125-0001', 'LL1-261126-0001', 'LL1-261125-0002']);
    expect(verifyStore(test.till.store)).toEqual([]);
  });
});

describe('the shop’s settings', () => {
  it('change only what was named; which, but not to what, is journalled', () => {
    const test = sellingTill();
    must(
      saveSettings(test.till, test.owner, {
        soundVolume: 5,
        transferAccount: { bin: '970436', account: '0011', holder: 'A' },
      }),
    );
    must(saveSettings(test.till, test.owner, { needShift: false }));
    expect(readShopSettings(test.till.store)).toEqual({
      ...defaultSettings,
      soundVolume: 5,
      needShift: false,
      transferAccount: { bin: '970436', account: '0011', holder: 'A' },
    });
    const entries = test.till.store.all<{ facts_json: string }>(
      "SELECT facts_json FROM journal WHERE kind = 'settings-changed'",
    );
    expect(entries.map((entry) => entry.facts_json)).toEqual([
      '{"keys":"soundVolume,transferAccount"}',
      '{"keys":"needShift"}',
    ]);
    expect(test.events).toEqual(expect.arrayContaining(['app', 'carts']));
  });

  it('are the owner’s', () => {
    const test = sellingTill();
    const manager = { ...test.cashier, role: 'manager' } as const;
    const before = written(test);
    expect(refusal(saveSettings(test.till, manager, { needShift: false }))).toBe('NOT_ALLOWED');
    expect(written(test)).toEqual(before);
  });

  it('fall back to the defaults when what is stored cannot be read', () => {
    const test = sellingTill();
    writeSetting(test.till.store, 'shop.settings', { soundVolume: 'loud' });
    expect(readShopSettings(test.till.store)).toEqual(defaultSettings);
  });
});
