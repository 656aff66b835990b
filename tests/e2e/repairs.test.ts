import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { everyEntry } from '../support/sync-query.ts';
import { activeCart, answerOf, scanIntoCart } from './support/cart-on-screen.ts';
import { eventually, typeByHand } from './support/demo-till.ts';
import { ownerPin } from './support/first-run.ts';
import { lookAt } from './support/looks.ts';
import { type OpenShop, openShop } from './support/open-shop.ts';
import type { ShopCloud } from './support/shop-cloud.ts';
import type { TillWindow } from './support/till-window.ts';

/** What Sapo's and Lightspeed's help pages tell a cashier to type again, repaired by keys. */
describe('a sale the cloud refuses', () => {
  let shop: OpenShop;
  let till: TillWindow;
  let cloud: ShopCloud;

  beforeAll(async () => {
    shop = await openShop();
    ({ till, cloud } = shop);
  });

  afterAll(() => shop.close());

  const press = (key: string) => shop.press(key);
  const shown = (testId: string) => shop.at(testId);
  const pay = () => shop.pay();
  const look = (name: string) => lookAt(till, name);
  const backOffice = <T>(method: string, path: string, body?: unknown, token?: string) =>
    shop.backOffice<T>(method, path, body, token);
  type Sold = Awaited<ReturnType<typeof pay>>;

  const openPage = async () => {
    if ((await shown(testIds.screen('sync')).count()) === 0) await press('F5');
    await shown(testIds.screen('sync')).waitFor();
  };
  const closePage = async () => {
    await press('Escape');
    await shown(testIds.sellScreen).waitFor();
  };
  const refused = () => shown(testIds.syncRow).and(till.page.locator('[data-state=refused]'));
  /** Opens the sync page once the cloud has refused `count` sales. */
  const openRefused = async (count = 1) => {
    await eventually(async () => (await answerOf(till, 'app:view')).connection.refused, count, 20_000);
    await openPage();
    await eventually(() => refused().count(), count);
  };
  /** What the cloud's orders of a sale come to, once there is one and nothing is refused any more. */
  const totalsInCloud = async ({ id }: Sold) => {
    const ours = async () => (await cloud.orders()).filter(({ key }) => key.endsWith(id));
    await eventually(async () => (await ours()).length > 0, true, 20_000);
    await eventually(async () => (await answerOf(till, 'app:view')).connection.refused, 0);
    return (await ours()).map(({ total }) => total);
  };
  const variantInCart = async () => {
    const [line] = (await activeCart(till)).lines;
    if (line?.kind !== 'goods') throw new Error('there are goods in the cart');
    const { variant } = await backOffice<{ variant: { product_id: number } }>(
      'GET',
      `/com/variants/${line.variantId}.json`,
    );
    return { lineId: line.id, variantId: line.variantId, productId: variant.product_id };
  };
  const deleteGoodsInCart = async () => {
    const { productId } = await variantInCart();
    await backOffice('DELETE', `/com/products/${productId}.json`);
  };

  it('for a deleted product goes with its name and price, by Enter', async () => {
    await scanIntoCart(till, demoCode(1));
    await deleteGoodsInCart();
    const sale = await pay();
    await openRefused();
    await look('sync-product-gone');
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  it('for a deleted product goes as other goods somebody picks', async () => {
    await scanIntoCart(till, demoCode(2));
    await deleteGoodsInCart();
    const sale = await pay();
    await openRefused();
    await press('F6');
    await shown(testIds.pickOption('as-other-goods')).waitFor();
    await look('sync-ways');
    await press('ArrowDown');
    await press('Enter');
    await shown(testIds.syncGoods).waitFor();
    await typeByHand(till, 'sua');
    await shown(testIds.syncGoodsRow).first().waitFor();
    await look('sync-goods');
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  const sellToDeletedCustomer = async (position: number) => {
    const { customers } = await backOffice<{ customers: { id: number; phone: string | null }[] }>(
      'GET',
      '/com/customers.json?limit=20',
    );
    const known = customers.find(({ phone }) => /^0\d{9}$/.test(phone ?? ''));
    await scanIntoCart(till, demoCode(position));
    await press('F4');
    await shown(testIds.customerInput).waitFor();
    await shown(testIds.customerInput).fill(known?.phone ?? '');
    await eventually(() => shown(testIds.customerRow).count(), 1);
    await press('Enter');
    await shown(testIds.customerPanel).waitFor({ state: 'detached' });
    await backOffice('DELETE', `/com/customers/${known?.id}.json`);
    const sale = await pay();
    await openRefused();
    return { sale, phone: known?.phone ?? '' };
  };

  it('for a deleted customer makes the customer anew and is theirs, by Enter', async () => {
    const { sale, phone } = await sellToDeletedCustomer(5);
    await look('sync-customer-gone');
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    const { orders } = await backOffice<{ orders: { tags: string; customer: { phone: string } | null }[] }>(
      'GET',
      '/com/orders.json?status=any&limit=50',
    );
    const ours = orders.filter(({ tags }) => tags.includes(sale.id));
    expect(ours.map(({ customer }) => customer?.phone)).toEqual([phone]);
    await closePage();
  });

  it('for a deleted customer goes as a guest when somebody says so', async () => {
    const { sale } = await sellToDeletedCustomer(5);
    await press('F6');
    await shown(testIds.pickOption('as-guest')).waitFor();
    await typeByHand(till, '3');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  it('for a code used twice goes under the cloud’s own number, by Enter', async () => {
    await answerOf(till, 'settings:save', { nameOrders: true });
    await scanIntoCart(till, demoCode(6));
    const before = await pay();
    expect(await totalsInCloud(before)).toEqual([before.total]);
    const [, head = '', last = ''] = /^(.*-)(\d+)$/.exec(before.number) ?? [];
    const next = `${head}${(Number(last) + 1).toString().padStart(last.length, '0')}`;
    await cloud.control({ refuseUsedNames: true });
    await backOffice('POST', '/com/orders.json', {
      order: { name: next, line_items: [{ title: 'Khác', price: 1, quantity: 1 }] },
    });
    await scanIntoCart(till, demoCode(6));
    const sale = await pay();
    expect(sale.number).toBe(next);
    await openRefused();
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
    await cloud.control({ refuseUsedNames: false });
    await answerOf(till, 'settings:save', { nameOrders: false });
  });

  it('for stock the cloud does not have goes below zero, by Enter', async () => {
    await scanIntoCart(till, demoCode(9));
    const { lineId, variantId } = await variantInCart();
    await backOffice('PUT', `/com/variants/${variantId}.json`, {
      variant: { id: variantId, inventory_policy: 'deny' },
    });
    await cloud.control({ enforceStock: true });
    await answerOf(till, 'cart:set-quantity', { lineId, quantity: 9_000_000 as never });
    const sale = await pay();
    await openRefused();
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
    await cloud.control({ enforceStock: false });
  });

  it('in words nobody knows is shown in those words, kept, and sent again by Enter', async () => {
    await cloud.control({ refusals: 1 });
    await scanIntoCart(till, demoCode(11));
    const sale = await pay();
    await openRefused();
    await eventually(async () => /Đơn hàng không hợp lệ/.test(await refused().first().innerText()), true);
    await press('F7');
    await shown(testIds.syncDetails).getByTestId(testIds.saleView).waitFor();
    await look('sync-details');
    await press('Escape');
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  it('together with others like it is repaired with one question', async () => {
    await cloud.control({ refusals: 3 });
    const sales: Sold[] = [];
    for (const position of [11, 12, 13]) {
      await scanIntoCart(till, demoCode(position));
      sales.push(await pay());
    }
    await openRefused(3);
    await look('sync-many');
    await press('F8');
    await shown(testIds.dialogConfirm).waitFor();
    await look('sync-repair-all');
    await press('Enter');
    for (const sale of sales) expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  it('is found by the end of its code, and the Enter that ends the search repairs nothing', async () => {
    await cloud.control({ refusals: 1 });
    await scanIntoCart(till, demoCode(14));
    const sale = await pay();
    await openRefused();
    await typeByHand(till, sale.number.slice(-4));
    await eventually(() => shown(testIds.syncSearch).inputValue(), sale.number.slice(-4));
    await eventually(() => shown(testIds.syncRow).count(), 1);
    await press('Enter');
    expect((await answerOf(till, 'app:view')).connection.refused).toBe(1);
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await press('Escape');
    await closePage();
  });

  it('can be set aside and taken back with a PIN, and stays listed meanwhile', async () => {
    await cloud.control({ refusals: 1 });
    await scanIntoCart(till, demoCode(15));
    const sale = await pay();
    await openRefused();
    await press('F6');
    await shown(testIds.pickOption('set-aside')).waitFor();
    await press('ArrowDown');
    await press('Enter');
    await shown(testIds.syncReason).waitFor();
    await typeByHand(till, 'tra hang');
    await press('Tab');
    await typeByHand(till, ownerPin);
    await look('sync-set-aside');
    await press('Enter');
    await shown(testIds.syncApproval).waitFor({ state: 'detached' });
    await shown(testIds.syncFilter('set-aside')).click();
    await eventually(() => shown(testIds.syncRow).count(), 1);
    await shown(testIds.toastDone).waitFor({ state: 'detached' });
    await look('sync-aside');
    const { rows } = await answerOf(till, 'sync:list', { ...everyEntry, stage: 'set-aside' });
    expect(rows).toMatchObject([{ documentId: sale.id, setAside: { why: 'tra hang' } }]);
    await press('Enter');
    await shown(testIds.syncPin).waitFor();
    await typeByHand(till, ownerPin);
    await press('Enter');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    await closePage();
  });

  const somebody = { name: 'Lan', phone: '', email: '', note: '', birthday: '', gender: '' } as const;
  type Fields = { readonly [K in keyof typeof somebody]?: string };
  /** Made at the till; answers their id there. */
  const customerMade = async (fields: Fields, intoCart = false) => {
    const made = await answerOf(till, 'customers:create', {
      fields: { ...somebody, ...fields, gender: '' },
      despiteName: true,
      intoCart,
    });
    if (made.kind !== 'created') throw new Error('nobody like that was there');
    return made.customer.id;
  };
  const madeInCloud = async (customer: { readonly phone: string; readonly email?: string }) => {
    const answer = await backOffice<{ customer: { id: number } }>('POST', '/com/customers.json', {
      customer: { first_name: 'Hùng', ...customer },
    });
    return answer.customer.id;
  };
  const customerOf = async ({ id }: Sold) => {
    const { orders } = await backOffice<{ orders: { tags: string; customer: { id: number } | null }[] }>(
      'GET',
      '/com/orders.json?status=any&limit=50',
    );
    return orders.filter(({ tags }) => tags.includes(id)).map(({ customer }) => customer?.id);
  };

  it('for a customer whose new phone is somebody else’s merges the two by Enter, and the next sale is theirs', async () => {
    const other = await madeInCloud({ phone: '0911222333' });
    const customerId = await customerMade({ name: 'Lan Gộp', phone: '0911222444' });
    await shop.sent();
    await answerOf(till, 'customers:edit', {
      customerId,
      fields: { ...somebody, name: 'Lan Gộp', phone: '0911222333' },
    });
    await openRefused();
    await eventually(async () => /Số điện thoại/.test(await refused().innerText()), true);
    await look('sync-phone-taken');
    await press('Enter');
    await eventually(async () => (await answerOf(till, 'app:view')).connection.refused, 0, 20_000);
    await closePage();
    await answerOf(till, 'cart:set-customer', { customerId });
    await scanIntoCart(till, demoCode(17));
    const sale = await pay();
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    expect(await customerOf(sale)).toEqual([other]);
  });

  it('for a customer whose e-mail is somebody else’s goes without it when somebody says so, and the sale after it', async () => {
    await madeInCloud({ phone: '0911333444', email: 'chung@example.com' });
    await scanIntoCart(till, demoCode(18));
    await customerMade({ name: 'Mai', phone: '0911333555', email: 'chung@example.com' }, true);
    const sale = await pay();
    // The customer, and the sale that cannot go without them.
    await openRefused(2);
    await look('sync-email-taken');
    const rows = till.page.getByTestId(testIds.syncRow);
    const customer = rows.filter({ hasText: 'Email đã thuộc khách khác' });
    if ((await customer.getAttribute('aria-current')) !== 'true') await press('ArrowDown');
    await eventually(() => customer.getAttribute('aria-current'), 'true');
    await press('F6');
    await shown(testIds.pickOption('without-email')).waitFor();
    await typeByHand(till, '2');
    expect(await totalsInCloud(sale)).toEqual([sale.total]);
    const { customers } = await backOffice<{ customers: { id: number; email: string | null }[] }>(
      'GET',
      '/com/customers/search.json?query=0911333555',
    );
    expect(customers.map(({ email }) => email ?? '')).toEqual(['']);
    expect(await customerOf(sale)).toEqual([customers[0]?.id]);
    await closePage();
  });

  it('is never to blame for a withdrawn token: a banner says so, everything waits, and goes with the owner’s new one', async () => {
    const newToken = 'FEEDC0DE'.repeat(8);
    await cloud.control({ token: newToken });
    await scanIntoCart(till, demoCode(16));
    const sale = await pay();
    await openPage();
    await shown(testIds.syncReconnect).waitFor({ timeout: 20_000 });
    await look('sync-token');
    const { stages } = await answerOf(till, 'sync:list', everyEntry);
    expect([stages.waiting, stages.refused]).toEqual([1, 0]);
    await press('F9');
    await shown(testIds.reconnectToken).fill(newToken);
    await press('Enter');
    await shown(testIds.syncReconnect).waitFor({ state: 'detached', timeout: 20_000 });
    const seen = async () => {
      const { rows } = await answerOf(till, 'sync:list', everyEntry);
      return rows.find(({ documentId }) => documentId === sale.id)?.state;
    };
    await eventually(seen, 'confirmed', 20_000);
    const { orders } = await backOffice<{ orders: { total_price: number; tags: string }[] }>(
      'GET',
      '/com/orders.json?status=any&limit=50',
      undefined,
      newToken,
    );
    const ours = orders.filter(({ tags }) => tags.includes(sale.id));
    expect(ours.map((order) => order.total_price)).toEqual([sale.total]);
    await closePage();
  });
});
