import { describe, expect, it } from 'vitest';
import { openShopCloud } from '../../../main/cloud/haravan/shop-cloud.ts';
import { cloudGet, shopCloud } from '../../support/synced-till.ts';

describe('the shop’s cloud during set-up', () => {
  it('gives the shop, the places one can sell from, and the staff with the account owner first named so', async () => {
    const sandbox = await shopCloud();
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    expect(await cloud.shop()).toMatchObject({
      ok: true,
      value: { name: expect.stringContaining('Phương Nam') as string },
    });
    const branches = await cloud.branches();
    expect(branches.ok && branches.value.map(({ id }) => id)).toEqual(sandbox.locations.map(({ id }) => id));
    const users = await cloud.users();
    expect(users.ok && users.value.map(({ name }) => name)).toContain('Trần Thị Lan');
    expect(users.ok && users.value.filter(({ isAccountOwner }) => isAccountOwner)).toHaveLength(1);
  });

  it('says what is wrong, each in its own way', async () => {
    const sandbox = await shopCloud({ users: 'forbidden' });
    const good = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    expect(await good.users()).toMatchObject({
      ok: false,
      error: { code: 'CLOUD_SCOPE_MISSING', params: { scope: 'com.read_shop' } },
    });
    const stranger = openShopCloud({ baseUrl: sandbox.url, token: 'WRONG' });
    expect(await stranger.shop()).toMatchObject({ ok: false, error: { code: 'CLOUD_TOKEN_REFUSED' } });
    const nowhere = openShopCloud({ baseUrl: 'http://127.0.0.1:1', token: 'X' });
    expect(await nowhere.shop()).toMatchObject({ ok: false, error: { code: 'CLOUD_UNREACHABLE' } });
    await sandbox.control({ garbage: 1 });
    expect(await good.shop()).toMatchObject({ ok: false, error: { code: 'CLOUD_ANSWER_STRANGE' } });
  });

  it('keeps the numbers of tills apart, branch by branch', async () => {
    const sandbox = await shopCloud();
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    const [here, there] = sandbox.locations.map(({ id }) => id);
    const claim = (tillId: string, locationId: number | undefined, tillNumber: number) =>
      cloud.claimTill({ tillId, locationId: locationId ?? 0, tillNumber });
    expect(await claim('till-a', here, 1)).toMatchObject({ ok: true });
    expect(await claim('till-b', here, 1)).toMatchObject({
      ok: false,
      error: { code: 'TILL_NUMBER_INVALID' },
    });
    expect(await claim('till-b', there, 1)).toMatchObject({ ok: true });
    expect(await claim('till-a', here, 2)).toMatchObject({ ok: true });
    expect(await claim('till-c', here, 1)).toMatchObject({ ok: true });
    const { metafields } = await cloudGet<{ metafields: { key: string; value: string }[] }>(
      sandbox,
      '/com/metafields.json?namespace=quay',
    );
    const claims = JSON.parse(metafields.find(({ key }) => key === 'tills')?.value ?? '[]') as {
      tillId: string;
    }[];
    expect(claims.map(({ tillId }) => tillId).sort()).toEqual(['till-a', 'till-b', 'till-c']);
  });

  it.each([
    ['the list is there', true],
    ['each begins the list', false],
  ])(
    'gives one number to one of two tills that claim it at the same instant, where %s',
    async (_, isThere) => {
      for (let round = 0; round < 3; round += 1) {
        const sandbox = await shopCloud();
        const locationId = sandbox.locations[0]?.id ?? 0;
        const open = () => openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
        if (isThere) await open().claimTill({ tillId: 'till-0', locationId, tillNumber: 9 });
        // Both have read before either has written.
        await sandbox.control({ delayMs: 20 });
        const answers = await Promise.all(
          ['till-a', 'till-b'].map((tillId) => open().claimTill({ tillId, locationId, tillNumber: 1 })),
        );
        expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
        expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'TILL_NUMBER_INVALID' } });
        // Asked again, the one who has it still has it, and the other takes another.
        const winner = answers[0]?.ok === true ? 'till-a' : 'till-b';
        expect(await open().claimTill({ tillId: winner, locationId, tillNumber: 1 })).toMatchObject({
          ok: true,
        });
        const loser = winner === 'till-a' ? 'till-b' : 'till-a';
        expect(await open().claimTill({ tillId: loser, locationId, tillNumber: 2 })).toMatchObject({
          ok: true,
        });
      }
    },
    20_000,
  );

  it('claims a number once when the answer is lost', async () => {
    const sandbox = await shopCloud();
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    const locationId = sandbox.locations[0]?.id ?? 0;
    const claims = async () => {
      const { metafields } = await cloudGet<{ metafields: { key: string; value: string }[] }>(
        sandbox,
        '/com/metafields.json?namespace=quay',
      );
      return JSON.parse(metafields.find(({ key }) => key === 'tills')?.value ?? '[]') as unknown[];
    };
    await sandbox.control({ dropAnswers: 1, dropAnswersTo: 'writes' });
    expect(await cloud.claimTill({ tillId: 'till-a', locationId, tillNumber: 1 })).toMatchObject({
      ok: true,
    });
    expect(await claims()).toEqual([{ tillId: 'till-a', locationId, tillNumber: 1 }]);
  });

  it('lets a shop sell whose token may not touch metafields', async () => {
    const sandbox = await shopCloud();
    await sandbox.control({ forbidden: ['metafields'] });
    const cloud = openShopCloud({ baseUrl: sandbox.url, token: sandbox.token });
    expect(await cloud.claimTill({ tillId: 't', locationId: 1, tillNumber: 1 })).toMatchObject({ ok: true });
  });
});
