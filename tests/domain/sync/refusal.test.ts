import { describe, expect, it } from 'vitest';
import { readRefusal, refusalReasons, repairsFor } from '../../../domain/sync/refusal.ts';
import { fold } from '../../../domain/text/fold.ts';

const read = (kind: 'sale' | 'cancellation', words: string, fields: readonly string[] = [], status = 422) =>
  readRefusal(kind, { status, fields, words: fold(words) });

describe('a refusal of the cloud', () => {
  it.each([
    ['Dữ liệu không tồn tại!', 'missing'],
    ['Not Found', 'missing'],
    ['Số lượng tồn kho không đủ', 'stock-short'],
    ['Product is out of stock', 'stock-short'],
    ['Tên đơn hàng đã tồn tại: số đơn trùng', 'name-taken'],
    ['Đơn hàng không hợp lệ', 'not-understood'],
    ['', 'not-understood'],
  ])('of a sale, "%s", is read as %s', (words, complaint) => {
    expect(read('sale', words)).toBe(complaint);
  });

  it('is read by the field it names before its words', () => {
    expect(read('sale', 'name: has already been taken', ['name'])).toBe('name-taken');
  });

  it('that makes no sense for the document is not acted upon', () => {
    expect(read('cancellation', 'Số lượng tồn kho không đủ')).toBe('not-understood');
    expect(read('sale', 'phone: has already been taken', ['phone'])).toBe('not-understood');
  });

  it('without words is about something missing when it is a 404', () => {
    expect(read('sale', 'HTTP 404', [], 404)).toBe('missing');
  });

  it('always has a repair, and can always be tried again', () => {
    for (const reason of refusalReasons) expect(repairsFor[reason]).toContain('send-again');
  });
});
