import { describe, expect, it } from 'vitest';
import { dong } from '../../../domain/money/dong.ts';
import type { Block, ReceiptDocument } from '../../../domain/receipt/document.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { cashSlip, shiftSlip, testPage } from '../../../domain/receipt/shift-slips.ts';
import { saleInput, sampleReceipt } from '../../support/sample-receipts.ts';

/** What a reader sees, line by line, columns apart by ` | `. */
function read({ blocks }: ReceiptDocument): readonly string[] {
  return blocks.flatMap(readBlock);
}

function readBlock(block: Block): readonly string[] {
  if (block.kind === 'text') return [block.text];
  if (block.kind === 'columns') return [block.cells.map(({ text }) => text).join(' | ')];
  if (block.kind === 'banner') return [`[${block.text}]`];
  return block.kind === 'qr' ? [`<${block.data}>`, block.caption] : [];
}

const plain = {
  ...saleInput,
  lines: saleInput.lines.slice(0, 1),
  subtotal: 84_000,
  lineDiscounts: 0,
  orderDiscount: 0,
  rounding: 0,
  payable: 84_000,
  vatByRate: [],
  payments: [
    { kind: 'cash' as const, tendered: dong(84_000), change: dong(0), amount: dong(84_000), reference: '' },
  ],
  change: 0,
  customer: null,
  note: '',
};

describe('a sale receipt', () => {
  it('says who sold what, when, for how much, and how it was paid', () => {
    expect(read(saleReceipt(saleInput))).toEqual([
      ...saleInput.texts.header,
      'HÓA ĐƠN BÁN HÀNG',
      'Số: LL2-261125-0037 | 25/11/2026 14:03',
      'Thu ngân: Nguyễn Thị Lan | Máy 2',
      'Khách: Trần Đức Thịnh | 090***3456',
      'Nước mắm cá cơm Phú Quốc 500 ml',
      '  2 chai × 42.000 | 84.000',
      'Áo thun cổ tròn – Đỏ / L',
      '  1 cái × 189.000 | 189.000',
      '  Giảm giá | −19.000',
      'Gạo ST25 (cân)',
      '  1,25 kg × 38.000 | 47.500',
      saleInput.lines[3]?.name,
      '  1 bộ × 1.290.000 | 1.290.000',
      'Tạm tính (4 mặt hàng) | 1.610.500',
      'Giảm giá hàng | −19.000',
      'Giảm giá đơn | −20.000',
      'Làm tròn tiền mặt | −500',
      'TỔNG CỘNG | 1.571.000 đ',
      'Đã gồm VAT 8% trên 1.333.333 | 106.667',
      'Đã gồm VAT 5% trên 125.238 | 6.262',
      'Chuyển khoản | 1.000.000',
      '  Mã: QYLL2 0123456789',
      'Tiền mặt | 600.000',
      'Tiền thừa | 29.000',
      'Ghi chú: Giao lầu 2 sau 17 giờ',
      `<${saleInput.saleId}>`,
      'LL2-261125-0037',
      ...saleInput.texts.footer,
    ]);
  });

  it('leaves out what does not apply', () => {
    const text = read(saleReceipt(plain)).join('\n');
    for (const word of ['Khách', 'Tạm tính', 'Giảm', 'Làm tròn', 'VAT', 'Tiền thừa', 'Ghi chú', 'BẢN SAO']) {
      expect(text).not.toContain(word);
    }
    expect(text).toContain('TỔNG CỘNG | 84.000 đ');
  });

  it('shows no VAT where the shop does not want it', () => {
    const receipt = saleReceipt({ ...saleInput, texts: { ...saleInput.texts, showVat: false } });
    expect(read(receipt).join('\n')).not.toContain('VAT');
  });

  it('never shows a whole phone number', () => {
    expect(read(saleReceipt(saleInput)).join('\n')).not.toContain('0903123456');
  });

  it('names the branch once', () => {
    const branchLines = (header: readonly string[]) =>
      read(saleReceipt({ ...saleInput, texts: { ...saleInput.texts, header } })).filter(
        (text) => text === 'CN Lê Lợi',
      );
    expect(branchLines(['Tạp hóa', 'CN Lê Lợi'])).toHaveLength(1);
    expect(branchLines(['Tạp hóa'])).toHaveLength(1);
    expect(branchLines([])).toHaveLength(1);
  });

  it('carries the words the shop chose', () => {
    const texts = { ...saleInput.texts, title: 'PHIẾU THANH TOÁN' };
    expect(read(saleReceipt({ ...saleInput, texts }))).toContain('PHIẾU THANH TOÁN');
  });
});

describe('a copy', () => {
  it('is marked above and below, with count, time and person', () => {
    const copy = read(sampleReceipt('copy', '80'));
    const mark = ['[BẢN SAO – IN LẠI LẦN 2]', '25/11/2026 15:03 · Lê Văn Quản'];
    expect(copy.slice(0, 2)).toEqual(mark);
    expect(copy.slice(-2)).toEqual(mark);
  });

  it('differs from the first receipt in nothing else', () => {
    const copy = read(sampleReceipt('copy', '80'));
    expect(copy.slice(2, -2)).toEqual(read(sampleReceipt('sale', '80')));
  });
});

describe('a shift slip', () => {
  it('hides what a blind count must not know', () => {
    const x = read(sampleReceipt('x', '80'));
    expect(x).toContain('In lúc | 25/11/2026 14:03');
    expect(x).toContain('Doanh thu | •••');
    expect(x).toContain('Tiền mặt (14) | •••');
    expect(x.join('\n')).not.toMatch(/dự kiến|5\.320\.000|3\.120\.000|đếm được|Chênh lệch/);
  });

  it('shows count, expectation and difference at the close', () => {
    const z = read(sampleReceipt('z', '80'));
    expect(z).toEqual(
      expect.arrayContaining([
        'BÁO CÁO Z – CHỐT CA',
        'Tiền mặt dự kiến | 3.920.000 đ',
        '500.000 × 6 | 3.000.000',
        '20.000 × 1 | 20.000',
        'Tiền mặt đếm được | 3.920.000 đ',
        'Chênh lệch | 0 đ',
      ]),
    );
  });

  it('names both people of a handover and leaves them room to sign', () => {
    const handover = sampleReceipt('handover', '80');
    expect(read(handover)).toEqual(
      expect.arrayContaining([
        'BIÊN BẢN BÀN GIAO CA',
        'Nhận ca: Phạm Minh Khôi',
        'Chênh lệch | −10.000 đ',
        'Ghi chú: Thiếu tiền lẻ',
        'Người giao | Người nhận',
      ]),
    );
    expect(handover.blocks.slice(-2).every(({ kind }) => kind === 'space')).toBe(true);
  });

  it('lists only notes that were there, the largest first', () => {
    const faces = read(sampleReceipt('z', '80')).filter((text) => text.includes(' × '));
    expect(faces.map((text) => text.split(' × ')[0])).toEqual(['500.000', '200.000', '50.000', '20.000']);
  });

  it('lists every part of the expected cash', () => {
    const facts = {
      ...zInput.facts,
      refundsByTender: { ...zInput.facts.refundsByTender, cash: dong(300) },
      cashIn: dong(20),
      cashOut: dong(5),
    };
    const slip = read(shiftSlip({ ...zInput, facts }));
    expect(slip).toEqual(
      expect.arrayContaining([
        'Tiền đầu ca | 1.000',
        'Trả hàng bằng tiền mặt | −300',
        'Thu khác | 20',
        'Chi khác | −5',
      ]),
    );
  });

  it('has no count to show when only a sum was given', () => {
    const slip = shiftSlip({ ...zInput, count: {} });
    expect(read(slip).filter((text) => text.includes(' × '))).toEqual([]);
    expect(read(slip)).toContain('Tiền mặt đếm được | 1.000 đ');
  });
});

const zInput: Parameters<typeof shiftSlip>[0] = {
  header: ['Tạp hóa'],
  kind: 'z',
  number: 'LL1-261125-C1',
  tillNumber: 1,
  openedAt: 0,
  openedBy: 'Lan',
  closedAt: 1,
  closedBy: 'Lan',
  receiver: null,
  printedAt: 1,
  facts: {
    float: dong(1_000),
    saleCount: 0,
    salesTotal: dong(0),
    discounts: dong(0),
    rounding: dong(0),
    vat: dong(0),
    byTender: { cash: dong(0), transfer: dong(0), card: dong(0) },
    countByTender: { cash: 0, transfer: 0, card: 0 },
    cashIn: dong(0),
    cashOut: dong(0),
    returnCount: 0,
    returnsTotal: dong(0),
    refundsByTender: { cash: dong(0), transfer: dong(0), card: dong(0) },
  },
  expected: 1_000,
  counted: 1_000,
  variance: 0,
  count: {},
  note: '',
  movements: [],
};

describe('a cash slip', () => {
  it.each([
    ['in', 'PHIẾU THU TIỀN MẶT'],
    ['out', 'PHIẾU CHI TIỀN MẶT'],
  ] as const)('for money %s says why, how much and by whom', (kind, title) => {
    const slip = cashSlip({
      header: ['Tạp hóa'],
      kind,
      amount: 200_000,
      reason: 'Trả tiền nước đá',
      at: 0,
      staff: 'Lan',
      shiftNumber: 'C1',
    });
    expect(read(slip)).toEqual([
      'Tạp hóa',
      title,
      'Ca: C1 | 01/01/1970 07:00',
      'Người làm: Lan',
      'Lý do: Trả tiền nước đá',
      'Số tiền | 200.000 đ',
      'Ký tên',
    ]);
  });
});

describe('a test page', () => {
  it('holds every Vietnamese letter', () => {
    const letters = new Set(
      read(testPage([], '58', 0))
        .join('')
        .normalize('NFC'),
    );
    for (const vowel of 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY') {
      for (const tone of ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323']) {
        expect(letters).toContain((vowel + tone).normalize('NFC'));
      }
    }
    for (const letter of 'đĐ₫') expect(letters).toContain(letter);
  });
});
