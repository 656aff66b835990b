import { describe, expect, it } from 'vitest';
import type { Entry, ShopRecord } from '../../../domain/shop-data/record.ts';
import {
  openPart,
  type PartDraft,
  partFields,
  planParts,
  sealPart,
} from '../../../main/cloud/shop-data/parts.ts';
import {
  newSecret,
  openWrap,
  secretFromText,
  secretToText,
  wrapSecret,
} from '../../../main/cloud/shop-data/shop-secret.ts';

const shopId = 7;
const secret = newSecret(1, Buffer.alloc(32, 1));
const token = 'A'.repeat(64);

function person(index: number, over: Partial<Entry['stamp']> = {}): [string, Entry] {
  const value = {
    name: `Nguyễn Thị Người Thứ ${index}`,
    cloudUserId: index,
    isAccountOwner: false,
    role: 'cashier',
    pin: index.toString(16).padStart(64, '0'),
    clashed: false,
  };
  return [
    `staff:cloud:${index}`,
    { value, stamp: { at: 1_764_000_000_000, count: 0, till: 'till-1', ...over } },
  ];
}

const openParts = (fields: Parameters<typeof partFields>[0], key: typeof secret, shop: number) =>
  partFields(fields).map((field) => openPart(field, key, shop));

const shopOf = (people: number): ShopRecord =>
  new Map(Array.from({ length: people }, (_, index) => person(index + 1)));

function written(drafts: readonly PartDraft[] | null, version = 1) {
  return (drafts ?? []).map((draft, index) => ({
    id: index + 1,
    namespace: 'quay',
    key: draft.key,
    value: sealPart(draft, version, secret, shopId),
  }));
}

const whole = (fields: ReturnType<typeof written>) =>
  new Map(openParts(fields, secret, shopId).flatMap(({ record }) => [...(record ?? [])]));

describe('the shop’s record in metafields', () => {
  it('of a small shop is one field', async () => {
    expect((await planParts(shopOf(30), []))?.map(({ key }) => key)).toEqual(['shop_data_1']);
  });

  it('of two thousand people is spread over fields that each fit, and comes back whole', async () => {
    const shop = shopOf(2_000);
    const fields = written(await planParts(shop, []));
    expect(fields.length).toBeGreaterThan(5);
    for (const { value } of fields) expect(value.length).toBeLessThanOrEqual(80_000);
    expect(whole(fields)).toEqual(shop);
  });

  it('writes only the field a change lies in', async () => {
    const shop = shopOf(2_000);
    const parts = openParts(written(await planParts(shop, [])), secret, shopId);
    expect(await planParts(shop, parts)).toEqual([]);
    const changed = new Map([...shop, person(1_999, { count: 1 })]);
    const drafts = await planParts(changed, parts);
    expect(drafts?.map(({ key }) => key)).toEqual([
      parts.find(({ record }) => record?.has('staff:cloud:1999'))?.key,
    ]);
    expect(drafts?.[0]?.record.get('staff:cloud:1999')?.stamp.count).toBe(1);
  });

  it('moves an entry that outgrows its field, and loses nothing', async () => {
    const shop = shopOf(2_000);
    const fields = written(await planParts(shop, []));
    const [key, entry] = person(1, { count: 1 });
    const grown = new Map([...shop, [key, { ...entry, value: 'x'.repeat(2_000) }] as const]);
    const drafts = await planParts(grown, openParts(fields, secret, shopId));
    const after = fields.map((field) => {
      const draft = drafts?.find((candidate) => candidate.key === field.key);
      return draft === undefined ? field : { ...field, value: sealPart(draft, 2, secret, shopId) };
    });
    for (const { value } of after) expect(value.length).toBeLessThanOrEqual(80_000);
    const found = openParts(after, secret, shopId).filter(
      ({ record }) => record?.get(key)?.stamp.count === 1,
    );
    expect(found).toHaveLength(1);
  });

  it('of more people than fit at all is refused, not cut', async () => {
    expect(await planParts(shopOf(6_000), [])).toBeNull();
  });

  it('opens only as what it was sealed as', async () => {
    const [field] = written(await planParts(shopOf(3), []));
    if (field === undefined) throw new Error('there is a part');
    const troubleOf = (over: Partial<typeof field>, shop = shopId, key = secret) =>
      openParts([{ ...field, ...over }], key, shop)[0]?.trouble;
    expect(troubleOf({})).toBeNull();
    expect(troubleOf({ key: 'shop_data_2' })).toBe('tampered');
    expect(troubleOf({}, 8)).toBe('tampered');
    expect(troubleOf({}, shopId, { ...secret, key: Buffer.alloc(32) })).toBe('tampered');
    expect(troubleOf({}, shopId, newSecret(2, Buffer.alloc(32)))).toBe('old');
    expect(troubleOf({ value: field.value.replace('"version":1', '"version":2') })).toBe('tampered');
  });
});

describe('the shop’s secret', () => {
  it('opens with the token it was wrapped for, in its own shop, and not otherwise', () => {
    const wrap = wrapSecret(secret, token, shopId);
    expect(openWrap(wrap, token, shopId)).toEqual(secret);
    expect(openWrap(wrap, `B${token.slice(1)}`, shopId)).toBeNull();
    expect(openWrap(wrap, token, 8)).toBeNull();
    expect(openWrap({ ...wrap, generation: 2 }, token, shopId)).toBeNull();
    const text = JSON.stringify(wrap);
    for (const bytes of [secret.key, secret.pepper])
      for (const form of ['hex', 'base64'] as const) expect(text).not.toContain(bytes.toString(form));
    expect(text).not.toContain(token);
  });

  it('is never wrapped twice alike', () => {
    expect(wrapSecret(secret, token, shopId).box).not.toBe(wrapSecret(secret, token, shopId).box);
  });

  it('survives the keychain, and what lies there instead is none', () => {
    expect(secretFromText(secretToText(secret))).toEqual(secret);
    for (const text of [null, '', '{}', '[1]', secretToText(secret).slice(0, -2)])
      expect(secretFromText(text)).toBeNull();
  });
});
