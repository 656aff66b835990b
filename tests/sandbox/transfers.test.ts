import { describe, expect, it } from 'vitest';
import { at, type Cloud, listAt, numberAt, productId, startCloud, stockOf, variantId } from './support.ts';

const line_items = [{ product_id: productId(1), product_variant_id: variantId(1), quantity: 5 }];

const send = (cloud: Cloud, over: object = {}) =>
  cloud.send('POST', '/com/inventories/transfer.json', {
    transfer: { from_loc_id: 410_001, to_loc_id: 410_002, line_items, ...over },
  });

async function incoming(cloud: Cloud): Promise<unknown> {
  const path = `/com/inventory_locations.json?location_ids=410002&variant_ids=${variantId(1)}`;
  return at((await cloud.get(path)).body, 'inventory_locations.0.qty_incoming');
}

describe('a transfer (§1.7, §1.8)', () => {
  it.each(['receive', 'recive'])('leaves one shelf at once and reaches the other on %s', async (word) => {
    const cloud = await startCloud();
    const made = await send(cloud, { note: 'chuyển kho' });
    expect(made.status).toBe(200);
    expect(at(made.body, 'transfer')).toMatchObject({
      status: 'Active',
      from_loc_id: 410_001,
      to_loc_id: 410_002,
      total: 5,
      note: 'chuyển kho',
      reason: 'newproduct',
      received_at: null,
      line_items: [{ quantity: 5, sku: 'DM0001', product_name: 'Nước mắm cá cơm Phú Quốc 500 ml' }],
    });
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 235, available: 235 });
    expect(await stockOf(cloud, variantId(1), 410_002)).toMatchObject({ onHand: 180, available: 180 });
    expect(await incoming(cloud)).toBe(5);
    const id = numberAt(made.body, 'transfer.id');
    const received = await cloud.send('POST', `/com/inventories/transfer/${id}/${word}.json`, {
      transfer: { user_id: 200_000_500_003 },
    });
    expect(at(received.body, 'transfer')).toMatchObject({
      status: 'Received',
      received_user: 200_000_500_003,
    });
    expect(await stockOf(cloud, variantId(1), 410_002)).toMatchObject({ onHand: 185, available: 185 });
    expect(await incoming(cloud)).toBe(0);
    expect((await cloud.send('POST', `/com/inventories/transfer/${id}/${word}.json`)).status).toBe(422);
    const one = await cloud.get(`/com/inventorytransfer/detail/${id}.json`);
    expect(at(one.body, 'inventorytransfer')).toEqual(at(received.body, 'transfer'));
  });

  it('is listed by where it came from and goes to', async () => {
    const cloud = await startCloud();
    await send(cloud);
    await send(cloud, { from_loc_id: 410_002, to_loc_id: 410_001 });
    const numbers = async (query: string) =>
      listAt((await cloud.get(`/com/inventories/transfers.json${query}`)).body, 'transfers').map((row) =>
        at(row, 'transfer_number'),
      );
    expect(await numbers('')).toEqual(['IT100001', 'IT100000']);
    expect(await numbers('?from_location_id=410001')).toEqual(['IT100000']);
    expect(await numbers('?to_location_id=410001')).toEqual(['IT100001']);
    expect((await cloud.get('/com/inventories/transfers/count.json')).body).toEqual({ count: 2 });
  });

  it.each([
    ['to where it comes from', { to_loc_id: 410_001 }],
    ['to nowhere', { to_loc_id: 1 }],
    ['of nothing', { line_items: [] }],
    ['of goods there are none', { line_items: [{ product_variant_id: 1, quantity: 1 }] }],
    ['for no known reason', { reason: 'whim' }],
  ])('is refused %s', async (_name, over) => {
    const cloud = await startCloud();
    expect((await send(cloud, over)).status).toBe(422);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240 });
  });
});

describe('adjustments (§1.8)', () => {
  const adjust = (cloud: Cloud, lines: readonly object[]) =>
    cloud.send('POST', '/com/inventories/adjustorset.json', {
      inventory: { location_id: 410_001, line_items: lines },
    });

  it('take a hundred lines and no more, each of a variant of its product', async () => {
    const cloud = await startCloud();
    const line = line_items[0] ?? {};
    expect((await adjust(cloud, Array(101).fill(line))).status).toBe(422);
    expect((await adjust(cloud, [{ ...line, product_id: productId(2) }])).status).toBe(422);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 240 });
    expect((await adjust(cloud, Array(100).fill(line))).status).toBe(201);
    expect(await stockOf(cloud, variantId(1))).toMatchObject({ onHand: 740 });
    expect((await cloud.get('/com/inventories/adjustments/count.json')).body).toEqual({ count: 1 });
  });
});
