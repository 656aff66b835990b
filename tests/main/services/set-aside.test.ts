import { describe, expect, it } from 'vitest';
import { journalFrom } from '../../../main/db/repositories/journal.ts';
import { readSignInGuard } from '../../../main/db/repositories/staff.ts';
import { signIn } from '../../../main/services/sign-in.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import {
  givePins,
  pins,
  refuseEntry,
  sellSome,
  stateOf,
  syncWindow,
} from '../../support/refused-documents.ts';
import { journalKindsOf, must } from '../../support/selling-till.ts';
import { everyEntry } from '../../support/sync-query.ts';

async function refusedSale() {
  const window = syncWindow();
  await givePins(window.test);
  const entryId = sellSome(window.test);
  refuseEntry(window.test, entryId, 'not-understood');
  return { ...window, entryId };
}

describe('setting a document aside', () => {
  it('takes a PIN of an owner, a reason, and stays listed with who, when and why', async () => {
    const { test, call, entryId } = await refusedSale();
    must(await call('sync:set-aside', { entryId, pin: pins.owner, reason: '  Khách trả hàng ngay ' }));
    const { rows, stages } = must(await call('sync:list', { ...everyEntry, stage: 'set-aside' }));
    expect(rows).toMatchObject([
      {
        id: entryId,
        state: 'set-aside',
        setAside: { at: test.till.clock(), by: test.owner.name, why: 'Khách trả hàng ngay' },
        refusal: { reason: 'not-understood' },
      },
    ]);
    expect(stages).toEqual({ waiting: 0, refused: 0, 'set-aside': 1, confirmed: 0 });
    const entry = journalFrom(test.till.store, 0, 100).find(({ kind }) => kind === 'sync-set-aside');
    expect(entry).toMatchObject({ staff_id: test.owner.staffId, subject_id: entryId });
    expect(JSON.parse(entry?.facts_json ?? '{}')).toMatchObject({
      askedBy: test.cashier.staffId,
      why: 'Khách trả hàng ngay',
      reason: 'not-understood',
    });
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('leaves whoever is signed in signed in, and signs nobody else in', async () => {
    const { test, call, actor, entryId } = await refusedSale();
    const before = journalKindsOf(test).filter((kind) => kind === 'signed-in').length;
    must(await call('sync:set-aside', { entryId, pin: pins.owner, reason: 'x' }));
    expect(actor()?.staffId).toBe(test.cashier.staffId);
    expect(journalKindsOf(test).filter((kind) => kind === 'signed-in')).toHaveLength(before);
  });

  it('does not pass with the cashier’s own PIN', async () => {
    const { test, code, entryId } = await refusedSale();
    expect(await code('sync:set-aside', { entryId, pin: pins.cashier, reason: 'x' })).toBe('APPROVAL_NEEDED');
    expect(stateOf(test, entryId)).toBe('refused');
    expect(journalKindsOf(test)).not.toContain('sync-set-aside');
  });

  it('counts wrong PINs together with those at the lock screen, and a cashier’s own PIN wipes none of them out', async () => {
    const { test, code, entryId } = await refusedSale();
    const guess = (pin: string) => code('sync:set-aside', { entryId, pin, reason: 'x' });
    expect([await guess('11111111'), await guess('22222222')]).toEqual([
      'SIGN_IN_WRONG_PIN',
      'SIGN_IN_WRONG_PIN',
    ]);
    expect(await guess(pins.cashier)).toBe('APPROVAL_NEEDED');
    expect(readSignInGuard(test.till.store).failures).toBe(2);
    expect(await signIn(test.till, '33333333')).toMatchObject({ error: { code: 'SIGN_IN_WRONG_PIN' } });
    expect(await guess('44444444')).toBe('SIGN_IN_WAIT');
    expect(await guess(pins.owner)).toBe('SIGN_IN_WAIT');
    expect(stateOf(test, entryId)).toBe('refused');
    test.advance(60_000);
    expect(await guess(pins.owner)).toBe('none');
    expect(readSignInGuard(test.till.store).failures).toBe(0);
  });

  it.each(['', '   '])('needs a reason, not "%s", before any PIN is looked at', async (reason) => {
    const { test, code, entryId } = await refusedSale();
    expect(await code('sync:set-aside', { entryId, pin: '11111111', reason })).toBe(
      'SET_ASIDE_REASON_NEEDED',
    );
    expect(readSignInGuard(test.till.store).failures).toBe(0);
  });

  it('is only for what was refused', async () => {
    const { test, code } = await refusedSale();
    const waiting = sellSome(test);
    const ask = (entryId: string) => code('sync:set-aside', { entryId, pin: pins.owner, reason: 'x' });
    expect(await ask(waiting)).toBe('OUTBOX_NOT_REFUSED');
    expect(await ask('nobody')).toBe('OUTBOX_ENTRY_MISSING');
  });

  it('asked for twice at once happens once', async () => {
    const { test, code, entryId } = await refusedSale();
    const ask = () => code('sync:set-aside', { entryId, pin: pins.owner, reason: 'x' });
    expect(await Promise.all([ask(), ask()])).toEqual(['none', 'OUTBOX_NOT_REFUSED']);
    expect(journalKindsOf(test).filter((kind) => kind === 'sync-set-aside')).toHaveLength(1);
  });

  it('is the end of no document: it cannot be repaired, deleted or sent until it is taken back', async () => {
    const { test, code, entryId } = await refusedSale();
    await code('sync:set-aside', { entryId, pin: pins.owner, reason: 'x' });
    expect(await code('sync:repair', { entryId, repair: 'send-again' })).toBe('OUTBOX_NOT_REFUSED');
    expect(() => test.till.store.run('DELETE FROM outbox WHERE id = ?', [entryId])).toThrow(/store failure/);
    await code('sync:now', undefined);
    expect(stateOf(test, entryId)).toBe('set-aside');
  });
});

describe('taking a document back', () => {
  it('puts it into the queue again, with a PIN of an owner, and is written down', async () => {
    const { test, call, code, entryId } = await refusedSale();
    must(await call('sync:set-aside', { entryId, pin: pins.owner, reason: 'x' }));
    expect(await code('sync:take-back', { entryId, pin: pins.cashier })).toBe('APPROVAL_NEEDED');
    must(await call('sync:take-back', { entryId, pin: pins.owner }));
    expect(stateOf(test, entryId)).toBe('queued');
    const { rows } = must(await call('sync:list', everyEntry));
    expect(rows).toMatchObject([{ setAside: null, refusal: null }]);
    expect(journalKindsOf(test)).toContain('sync-taken-back');
    expect(verifyStore(test.till.store)).toEqual([]);
  });

  it('is only for what is set aside', async () => {
    const { code, entryId } = await refusedSale();
    expect(await code('sync:take-back', { entryId, pin: pins.owner })).toBe('OUTBOX_NOT_SET_ASIDE');
    expect(await code('sync:take-back', { entryId: 'nobody', pin: pins.owner })).toBe('OUTBOX_ENTRY_MISSING');
  });
});
