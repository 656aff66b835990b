import { describe, expect, it } from 'vitest';
import { journalFrom } from '../../../main/db/repositories/journal.ts';
import { addStaff, givePin, revokePin, staffViews } from '../../../main/services/manage-staff.ts';
import { signIn } from '../../../main/services/sign-in.ts';
import { testTill } from '../../support/test-till.ts';

const ownerPin = '20260701';
const cashierPin = '24682468';

async function staffedTill() {
  const test = testTill();
  await givePin(test.till, null, { staffId: test.owner.staffId, pin: ownerPin, role: 'owner' });
  await givePin(test.till, test.owner.staffId, {
    staffId: test.cashier.staffId,
    pin: cashierPin,
    role: 'cashier',
  });
  return test;
}

describe('a PIN', () => {
  it('alone says who somebody is', async () => {
    const { till, cashier } = await staffedTill();
    expect(await signIn(till, cashierPin)).toEqual({ ok: true, value: cashier });
  });

  it('is nowhere in the database', async () => {
    const { till } = await staffedTill();
    const dump = JSON.stringify([
      till.store.all('SELECT * FROM staff'),
      till.store.all('SELECT * FROM journal'),
    ]);
    expect(dump).not.toContain(cashierPin);
    expect(dump).not.toContain(ownerPin);
  });

  it('belongs to one person only', async () => {
    const { till, owner } = await staffedTill();
    const added = addStaff(till, owner.staffId, { name: 'Lê Thị Mới', role: 'cashier' });
    const staffId = added.ok ? added.value.staffId : '';
    expect(await givePin(till, owner.staffId, { staffId, pin: cashierPin, role: 'cashier' })).toMatchObject({
      error: { code: 'PIN_TAKEN' },
    });
  });

  it.each(['1234567', '123456789', 'abcdefgh', '１２３４５６７８', ''])('is not "%s"', async (pin) => {
    const { till, cashier } = testTill();
    expect(await givePin(till, null, { staffId: cashier.staffId, pin, role: 'cashier' })).toMatchObject({
      error: { code: 'PIN_FORMAT' },
    });
  });

  it('opens nothing once it is taken away', async () => {
    const { till, owner, cashier } = await staffedTill();
    revokePin(till, owner.staffId, cashier.staffId);
    expect(await signIn(till, cashierPin)).toMatchObject({ error: { code: 'SIGN_IN_WRONG_PIN' } });
    expect(staffViews(till.store).find((person) => person.id === cashier.staffId)?.hasPin).toBe(false);
  });

  it('of the last owner can neither be taken away nor become a cashier', async () => {
    const { till, owner } = await staffedTill();
    expect(revokePin(till, owner.staffId, owner.staffId)).toMatchObject({ error: { code: 'OWNER_NEEDED' } });
    const demoted = await givePin(till, owner.staffId, {
      staffId: owner.staffId,
      pin: '90817263',
      role: 'cashier',
    });
    expect(demoted).toMatchObject({ error: { code: 'OWNER_NEEDED' } });
  });
});

describe('wrong PINs', () => {
  it('cost growing waits that a right PIN cannot shorten', async () => {
    const { till, advance } = await staffedTill();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await signIn(till, '00000000')).toMatchObject({ error: { code: 'SIGN_IN_WRONG_PIN' } });
    }
    expect(await signIn(till, '00000000')).toMatchObject({
      error: { code: 'SIGN_IN_WAIT', params: { seconds: 5 } },
    });
    expect(await signIn(till, cashierPin)).toMatchObject({ error: { code: 'SIGN_IN_WAIT' } });
    advance(5_000);
    expect(await signIn(till, '00000000')).toMatchObject({ error: { params: { seconds: 10 } } });
    advance(10_000);
    expect(await signIn(till, cashierPin)).toMatchObject({ ok: true });
    expect(await signIn(till, '00000000')).toMatchObject({ error: { code: 'SIGN_IN_WRONG_PIN' } });
  });

  it('are counted even when many are tried at once', async () => {
    const { till } = await staffedTill();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => signIn(till, `0000000${index}`)),
    );
    const checked = answers.filter(
      (answer) => !answer.ok && answer.error.code === 'SIGN_IN_WRONG_PIN',
    ).length;
    expect(checked).toBeLessThanOrEqual(4);
    expect(await signIn(till, cashierPin)).toMatchObject({ error: { code: 'SIGN_IN_WAIT' } });
  });

  it('are journalled without the PIN', async () => {
    const { till } = await staffedTill();
    await signIn(till, '13572468');
    const entries = journalFrom(till.store, 1, 100).filter((row) => row.kind === 'sign-in-refused');
    expect(entries).toHaveLength(1);
    expect(entries[0]?.facts_json).toBe('{"failures":1}');
  });
});
