import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../main/services/answer.ts';
import { appView } from '../../../main/services/app-view.ts';
import { readToken } from '../../../main/services/cloud-token.ts';
import { hasOwner, staffViews } from '../../../main/services/manage-staff.ts';
import type { ShopCloud } from '../../../main/services/ports.ts';
import { type KeyStore, KeyStoreFailure } from '../../../main/services/ports-keychain.ts';
import {
  bindMachine,
  connectShop,
  finishSetup,
  isSetUp,
  nameOwner,
  setupView,
} from '../../../main/services/set-up.ts';
import { readBinding, readShopSettings } from '../../../main/services/shop-settings.ts';
import type { Till } from '../../../main/services/till.ts';
import { journalKindsOf, must, refusal } from '../../support/selling-till.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

const token = 'f4f6c0de';
const address = { baseUrl: 'https://apis.haravan.com', token };

const shopCloud: ShopCloud = {
  shop: async () => success({ id: 7, name: 'Tạp hóa Mai', address: '1 Lê Lợi', phone: '0912345678' }),
  branches: async () =>
    success([
      { id: 11, name: 'Chi nhánh Lê Lợi', address: '' },
      { id: 12, name: 'Kho Gò Vấp', address: '2 Quang Trung' },
    ]),
  users: async () =>
    success([
      { id: 1, name: 'Mai', isAccountOwner: true },
      { id: 2, name: 'Tú', isAccountOwner: false },
    ]),
  claimTill: async ({ tillNumber }) => (tillNumber === 9 ? failure('TILL_NUMBER_INVALID') : success(null)),
  missingScopes: async () => success([]),
};

/** An empty till before a cloud that answers as told. */
function newTill(cloud: Partial<ShopCloud> = {}, keyStore?: Partial<KeyStore>): TestTill {
  const test = testTill({ bound: false, staffed: false });
  const till: Till = {
    ...test.till,
    openCloud: () => ({ ...shopCloud, ...cloud }),
    keyStore: { ...test.till.keyStore, ...keyStore },
  };
  return { ...test, till };
}

function step(test: TestTill): string {
  return setupView(test.till).step;
}

describe('setting up', () => {
  it('goes from step to step, and the machine sells at the end', async () => {
    const test = newTill();
    const seen = [step(test)];
    must(await connectShop(test.till, address));
    seen.push(step(test));
    must(await bindMachine(test.till, null, { locationId: 11, tillNumber: 2 }));
    seen.push(step(test));
    const mai = staffViews(test.till.store).find((person) => person.isAccountOwner);
    const owner = must(await nameOwner(test.till, { staffId: mai?.id ?? null, name: '', pin: '20260701' }));
    seen.push(step(test));
    must(finishSetup(test.till));
    expect(seen).toEqual(['connect', 'branch', 'owner', 'staff']);
    expect(owner).toMatchObject({ name: 'Mai', role: 'owner' });
    expect(readBinding(test.till.store)).toMatchObject({
      shopId: 7,
      locationId: 11,
      branchCode: 'LL',
      tillNumber: 2,
    });
    expect(readShopSettings(test.till.store).receiptHeader).toEqual([
      'Tạp hóa Mai',
      'Chi nhánh Lê Lợi',
      '1 Lê Lợi',
      'ĐT: 0912345678',
    ]);
    expect(isSetUp(test.till.store)).toBe(true);
    expect(journalKindsOf(test)).toContain('till-bound');
  });

  it('keeps the token in the keychain and nowhere in the database', async () => {
    const test = newTill();
    must(await connectShop(test.till, address));
    expect(await readToken(test.till)).toEqual({ ok: true, value: token });
    expect(JSON.stringify(test.till.store.all('SELECT * FROM setting'))).not.toContain(token);
    expect(JSON.stringify(setupView(test.till))).not.toContain(token);
  });

  it.each([
    ['CLOUD_URL_INVALID', { ...address, baseUrl: 'http://apis.haravan.com' }],
    ['CLOUD_URL_INVALID', { ...address, baseUrl: 'https://user:pass@apis.haravan.com' }],
    ['CLOUD_URL_INVALID', { ...address, baseUrl: 'javascript:alert(1)' }],
    ['CLOUD_URL_INVALID', { ...address, baseUrl: '' }],
    ['CLOUD_TOKEN_REFUSED', { ...address, token: '   ' }],
    ['CLOUD_TOKEN_REFUSED', { ...address, token: 'mã\r\nX: y' }],
  ])('says %s to an address or token like %o, and asks nobody', async (code, request) => {
    const test = newTill({
      shop: async () => {
        throw new Error('nobody is to be asked');
      },
    });
    expect(refusal(await connectShop(test.till, request))).toBe(code);
    expect(step(test)).toBe('connect');
  });

  it('may use plain http with a shop cloud on this machine only', async () => {
    const test = newTill();
    must(await connectShop(test.till, { ...address, baseUrl: 'http://127.0.0.1:4000/' }));
    expect(setupView(test.till).baseUrl).toBe('http://127.0.0.1:4000');
  });

  it.each(['CLOUD_TOKEN_REFUSED', 'CLOUD_UNREACHABLE', 'CLOUD_BUSY'] as const)(
    'passes on %s and keeps nothing',
    async (code) => {
      const test = newTill({ shop: async () => failure(code) });
      expect(refusal(await connectShop(test.till, address))).toBe(code);
      expect(await test.till.keyStore.get('cloud-token')).toBeNull();
      expect(step(test)).toBe('connect');
    },
  );

  it('needs a branch that can sell', async () => {
    expect(refusal(await connectShop(newTill({ branches: async () => success([]) }).till, address))).toBe(
      'NO_BRANCH',
    );
  });

  it('goes on without the list of staff where the token may not see it', async () => {
    const test = newTill({ users: async () => failure('CLOUD_SCOPE_MISSING', { scope: 'com.read_users' }) });
    must(await connectShop(test.till, address));
    expect(setupView(test.till)).toMatchObject({ staffListed: false, staff: [] });
  });

  it.each([
    ['KEYCHAIN_MISSING', 'missing'],
    ['KEYCHAIN_LOCKED', 'locked'],
  ] as const)('says %s when the keychain is %s, at the start and at the last moment', async (code, state) => {
    expect(refusal(await connectShop(newTill({}, { probe: async () => state }).till, address))).toBe(code);
    const failing = newTill(
      {},
      {
        set: async () => {
          throw new KeyStoreFailure(state);
        },
      },
    );
    expect(refusal(await connectShop(failing.till, address))).toBe(code);
    expect(step(failing)).toBe('connect');
  });

  it('connects a bound machine to no other shop', async () => {
    const test = newTill();
    must(await connectShop(test.till, address));
    must(await bindMachine(test.till, null, { locationId: 11, tillNumber: 1 }));
    const other = {
      ...test.till,
      openCloud: () => ({
        ...shopCloud,
        shop: async () => success({ id: 8, name: 'Khác', address: '', phone: '' }),
      }),
    };
    expect(refusal(await connectShop(other, { ...address, token: 'other' }))).toBe('ALREADY_BOUND');
    expect(await test.till.keyStore.get('cloud-token')).toBe(token);
  });

  it.each([
    ['BRANCH_MISSING', 99, 1],
    ['TILL_NUMBER_INVALID', 11, 0],
    ['TILL_NUMBER_INVALID', 11, 100],
    ['TILL_NUMBER_INVALID', 11, 1.5],
    ['TILL_NUMBER_INVALID', 11, 9],
  ])('answers %s to branch %d with number %d and stays unbound', async (code, locationId, tillNumber) => {
    const test = newTill();
    must(await connectShop(test.till, address));
    expect(refusal(await bindMachine(test.till, null, { locationId, tillNumber }))).toBe(code);
    expect(readBinding(test.till.store)).toBeNull();
  });

  it('takes things in their order', async () => {
    const test = newTill();
    expect(refusal(await bindMachine(test.till, null, { locationId: 11, tillNumber: 1 }))).toBe('NOT_BOUND');
    expect(refusal(await nameOwner(test.till, { staffId: null, name: 'A', pin: '20260701' }))).toBe(
      'NOT_BOUND',
    );
    expect(refusal(finishSetup(test.till))).toBe('NOT_BOUND');
    must(await connectShop(test.till, address));
    must(await bindMachine(test.till, null, { locationId: 11, tillNumber: 1 }));
    const pulling = {
      ...test.till,
      sync: {
        ...test.till.sync,
        pullProgress: () => ({ ...test.till.sync.pullProgress(), sellable: false }),
      },
    };
    expect(refusal(finishSetup(pulling))).toBe('PULL_NOT_READY');
    expect(isSetUp(test.till.store)).toBe(false);
  });

  it('keeps the till’s id when the branch is changed', async () => {
    const test = newTill();
    must(await connectShop(test.till, address));
    must(await bindMachine(test.till, null, { locationId: 11, tillNumber: 1 }));
    const first = readBinding(test.till.store);
    must(await bindMachine(test.till, null, { locationId: 12, tillNumber: 3 }));
    expect(readBinding(test.till.store)).toMatchObject({
      tillId: first?.tillId,
      locationId: 12,
      tillNumber: 3,
    });
  });
});

describe('the first owner', () => {
  async function boundTill(): Promise<TestTill> {
    const test = newTill({ users: async () => success([]) });
    must(await connectShop(test.till, address));
    must(await bindMachine(test.till, null, { locationId: 11, tillNumber: 1 }));
    return test;
  }

  it.each(['1234567', '123456789', '', 'abcdefgh'])(
    'is not entered at all with a PIN like %s',
    async (pin) => {
      const test = await boundTill();
      expect(refusal(await nameOwner(test.till, { staffId: null, name: 'Mai', pin }))).toBe('PIN_FORMAT');
      expect(staffViews(test.till.store)).toEqual([]);
    },
  );

  it.each(['', '   ', 'x'.repeat(101)])('has a name, and "%s" is none', async (name) => {
    const test = await boundTill();
    expect(refusal(await nameOwner(test.till, { staffId: null, name, pin: '20260701' }))).toBe(
      'STAFF_NAME_NEEDED',
    );
    expect(staffViews(test.till.store)).toEqual([]);
  });

  it('is somebody who exists', async () => {
    const test = await boundTill();
    expect(refusal(await nameOwner(test.till, { staffId: 'nobody', name: '', pin: '20260701' }))).toBe(
      'STAFF_MISSING',
    );
    expect(hasOwner(test.till.store)).toBe(false);
  });

  it('is the only one who comes this way', async () => {
    const test = await boundTill();
    must(await nameOwner(test.till, { staffId: null, name: 'Mai', pin: '20260701' }));
    expect(refusal(await nameOwner(test.till, { staffId: null, name: 'Kẻ lạ', pin: '90817263' }))).toBe(
      'NOT_ALLOWED',
    );
    expect(staffViews(test.till.store)).toHaveLength(1);
  });

  it('closes the first run: the window is locked for everybody else', async () => {
    const test = await boundTill();
    const phase = (actor: Parameters<typeof appView>[1]) =>
      appView(test.till, actor, { version: '', demoPins: [] }).phase;
    expect(phase(null)).toBe('setup');
    const owner = must(await nameOwner(test.till, { staffId: null, name: 'Mai', pin: '20260701' }));
    expect([phase(null), phase(test.cashier), phase(owner)]).toEqual(['locked', 'locked', 'setup']);
    must(finishSetup(test.till));
    expect([phase(null), phase(test.cashier)]).toEqual(['locked', 'open']);
  });
});
