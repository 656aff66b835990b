import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchCustomers } from '../../../main/services/search-customers.ts';
import { searchGoods } from '../../../main/services/search-goods.ts';
import { fillGoods } from '../../support/fill-goods.ts';
import { cash, codes, must, pay, scan, sellingTill, setUpShop } from '../../support/selling-till.ts';
import { type TestTill, testTill } from '../../support/test-till.ts';

function names(test: TestTill, text: string): readonly string[] {
  return searchGoods(test.till.store, { text, limit: 50, offset: 0 }).rows.map((row) => row.name);
}

describe('a search', () => {
  it.each([
    ['nuoc mam', 'Nước mắm Nam Ngư 500 ml'],
    ['NƯỚC MẮM', 'Nước mắm Nam Ngư 500 ml'],
    ['nước mắm'.normalize('NFD'), 'Nước mắm Nam Ngư 500 ml'],
    ['danh rang', 'Kem đánh răng'],
    ['ĐÁNH', 'Kem đánh răng'],
    ['anh ran', 'Kem đánh răng'],
    ['rang kem', 'Kem đánh răng'],
    ['ke', 'Kem đánh răng'],
    ['nm500', 'Nước mắm Nam Ngư 500 ml'],
    ['563138', 'Nước mắm Nam Ngư 500 ml'],
    ['mắm 50', 'Nước mắm Nam Ngư 500 ml'],
  ])('for "%s" finds %s', (text, name) => {
    expect(names(sellingTill(), text)).toContain(name);
  });

  it('needs every word', () => {
    expect(names(sellingTill(), 'nuoc rua')).toEqual([]);
  });

  it('puts the own code first, then names as they were typed, then what merely contains it', () => {
    const test = testTill();
    fillGoods(test.store.writer, [
      { variantId: 1, name: 'Bánh cam', price: 1, sku: 'X1' },
      { variantId: 2, name: 'Cẩm nang', price: 1, sku: 'X2' },
      { variantId: 3, name: 'Cam sành', price: 1, sku: 'X3' },
      { variantId: 4, name: 'Nước', price: 1, sku: 'CAM' },
      { variantId: 5, name: 'Camera', price: 1, sku: 'X5' },
      { variantId: 6, name: 'Vocama', price: 1, sku: 'X6' },
    ]);
    expect(names(test, 'cam')).toEqual(['Nước', 'Cam sành', 'Camera', 'Cẩm nang', 'Bánh cam', 'Vocama']);
  });

  it('ranks goods first by their own code when that has letters in it', () => {
    const test = testTill();
    fillGoods(test.store.writer, [
      { variantId: 1, name: 'AB-77 phụ kiện', price: 1, sku: 'X1' },
      { variantId: 2, name: 'Vòng tay', price: 1, sku: 'X2', code: 'AB-77' },
    ]);
    expect(names(test, 'ab-77')[0]).toBe('Vòng tay');
  });

  it('of nothing lists the catalogue by name, page after page', () => {
    const test = sellingTill();
    const all = searchGoods(test.till.store, { text: ' ', limit: 50, offset: 0 });
    const paged = [0, 3, 6].flatMap(
      (offset) => searchGoods(test.till.store, { text: '', limit: 3, offset }).rows,
    );
    expect(paged).toEqual(all.rows);
    expect(all.total).toBe(8);
    expect(all.rows[0]?.name).toBe('Áo thun đen');
  });

  it('of an empty catalogue finds nothing', () => {
    const test = testTill();
    for (const text of ['', 'x', 'xyz'])
      expect(searchGoods(test.till.store, { text, limit: 9, offset: 0 })).toEqual({ rows: [], total: 0 });
  });

  it('leaves sold-out goods away where the shop wants that, and counts only what it lists', () => {
    const test = sellingTill();
    scan(test, [codes.apples, 5000]);
    must(pay(test, [cash(349_500)]));
    expect(names(test, 'tao')).toEqual(['Táo Fuji']);
    setUpShop(test.till, { hideSoldOut: true });
    expect(names(test, 'tao')).toEqual([]);
    const all = searchGoods(test.till.store, { text: '', limit: 50, offset: 0 });
    expect(all.rows.map((row) => row.name)).not.toContain('Táo Fuji');
    expect(all.rows.map((row) => row.name)).toContain('Túi ni lông');
    expect(all.total).toBe(all.rows.length);
  });

  const anyTyping = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        "'",
        '*',
        ' ',
        'a',
        'đ',
        '(',
        ')',
        '-',
        '^',
        ':',
        '+',
        '\0',
        '\ud800',
        '%',
        '_',
      ),
      maxLength: 20,
    }),
    fc.constantFrom(
      'NEAR(a b)',
      'a AND b',
      'OR',
      'search_text:nuoc',
      '"',
      '""',
      '"a',
      "a'; DROP TABLE goods; --",
      'a*b*',
      '{a b}',
    ),
  );

  it('never fails on anything that can be typed', () => {
    const test = sellingTill();
    fc.assert(
      fc.property(anyTyping, (text) => {
        const { rows, total } = searchGoods(test.till.store, { text, limit: 50, offset: 0 });
        expect(rows.length).toBeLessThanOrEqual(total);
        searchCustomers(test.till.store, text);
      }),
      { numRuns: 500 },
    );
  });

  it('finds goods by any three letters in a row of their name', () => {
    const test = sellingTill();
    const listed = searchGoods(test.till.store, { text: '', limit: 50, offset: 0 }).rows;
    fc.assert(
      fc.property(
        fc.constantFrom(...listed),
        fc.nat(),
        fc.integer({ min: 3, max: 12 }),
        ({ name }, start, length) => {
          const from = start % Math.max(1, name.length - 3);
          const part = name.slice(from, from + length).trim();
          fc.pre(part.split(/\s+/).every((word) => word.length >= 3));
          expect(names(test, part)).toContain(name);
        },
      ),
    );
  });
});
