import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../domain/receipt/picture.ts';
import { receiptOf } from '../../../main/services/receipt-document.ts';
import { saveSettings } from '../../../main/services/save-settings.ts';
import { readShopSettings } from '../../../main/services/shop-settings.ts';
import { cash, codes, must, pay, scan, sellingTill } from '../../support/selling-till.ts';

const logo: Picture = { width: 8, height: 2, rows: '//8=' };

describe('a logo', () => {
  it('stands above receipts once it was saved, and is kept in one place only', () => {
    const shop = sellingTill();
    scan(shop, codes.water);
    const sale = must(pay(shop, [cash(42_000)]));
    const receiptNow = () => JSON.stringify(receiptOf(shop.till.store, sale.saleId, null));
    const without = receiptNow();
    expect(without).not.toContain('image');
    expect(saveSettings(shop.till, shop.owner, { receiptLogo: logo }).ok).toBe(true);
    expect(readShopSettings(shop.till.store).receiptLogo).toEqual(logo);
    expect(receiptOf(shop.till.store, sale.saleId, null)?.blocks[0]).toEqual({
      kind: 'image',
      picture: 'logo',
    });
    expect(receiptNow()).not.toContain(logo.rows);
    saveSettings(shop.till, shop.owner, { receiptLogo: null });
    expect(receiptNow()).toBe(without);
  });
});
